// JavaRosa, ODK Collect's engine, as a contestant: java -cp ODK_Validate.jar AnswerJavaRosa.java FORM PATH...
// Opens the form once and gives answers, each timed; prints {"open": seconds, "answers": [seconds], "gate": [seconds]} on one line.
// The answers are given three times, so that the last ones are those of a warm machine.
import java.io.FileInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;

public class AnswerJavaRosa {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
        new XFormsModule().registerModule();

        long started = System.nanoTime();
        FormDef form = XFormUtils.getFormFromInputStream(new FileInputStream(arguments[0]));
        form.initialize(true, new InstanceInitializationFactory());
        double open = (System.nanoTime() - started) / 1e9;

        FormEntryModel model = new FormEntryModel(form);
        FormEntryController controller = new FormEntryController(model);
        Map<String, FormIndex> places = new HashMap<>();
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (FormIndex at = model.incrementIndex(FormIndex.createBeginningOfFormIndex(), true); !at.isEndOfFormIndex();
                at = model.incrementIndex(at, true)) {
            places.put(at.getReference().toString(false), at);
        }
        StringJoiner answers = new StringJoiner(", ", "[", "]");
        for (int turn = 0; turn < 3; turn++) {
            for (int at = 1; at < arguments.length; at++) {
                FormIndex index = places.get(arguments[at]);
                var prompt = model.getQuestionPrompt(index);
                var value = XFormAnswerDataParser.getAnswerData(turn % 2 == 0 ? "1" : "7", prompt.getDataType(), prompt.getQuestion());
                started = System.nanoTime();
                controller.answerQuestion(index, value, true);
                if (turn == 2) answers.add(String.valueOf((System.nanoTime() - started) / 1e9));
            }
        }
        StringJoiner gate = new StringJoiner(", ", "[", "]");
        FormIndex first = places.get("/data/g0/q0");
        for (int turn = 0; turn < 6; turn++) {
            var value = new SelectOneData(new Selection(turn % 2 == 0 ? "khong" : "co"));
            started = System.nanoTime();
            controller.answerQuestion(first, value, true);
            gate.add(String.valueOf((System.nanoTime() - started) / 1e9));
        }
        out.println("{\"open\": " + open + ", \"answers\": " + answers + ", \"gate\": " + gate + ", \"members\": []}");
    }
}
