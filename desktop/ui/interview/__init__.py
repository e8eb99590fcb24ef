"""The interview on screen: any questionnaire that the engine opens, asked and kept. Lists of rounds are elsewhere."""
