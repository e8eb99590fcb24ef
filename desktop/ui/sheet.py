"""The style sheet of the desk as a template; style.py fills in colours and sizes. Rules are by role, not by place."""

_WORDS = """
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; color: $ink; }
QLabel[role="subtitle"] { color: $muted; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 600; color: $ink; }
QLabel[role="figure"] { font-size: ${figure}px; font-weight: 700; color: $ink; }
QLabel[role="strong"] { font-weight: 600; color: $ink; }
QLabel[role="quiet"] { font-size: ${small}px; color: $muted; }
QLabel[role="label"] { font-weight: 600; color: $ink; }
QLabel[role="problem"] { font-size: ${small}px; font-weight: 500; color: $bad; }
QLabel[role="big-words"] { font-size: ${heading}px; font-weight: 600; }
QLabel[role="key"] { font-size: ${small}px; font-weight: 600; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="on-accent"] { color: $accent_ink; }
QLabel[tone]:disabled { color: $muted; }
"""

_SURFACES = """
QMainWindow, QDialog, QWidget[role="page"] { background: $background; }
QScrollArea[role="page-scroll"], QScrollArea[role="page-scroll"] > QWidget > QWidget[role="page-body"] {
    background: transparent; border: none; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${card_radius}px; }
QFrame[role="rule"] { background: $line; border: none; min-height: 1px; max-height: 1px; }
QFrame[role="banner"] { border-radius: ${card_radius}px; border: 1px solid transparent; }
QFrame[role="banner"][tone="info"] { background: $info_soft; border-color: $info; }
QFrame[role="banner"][tone="warn"] { background: $warn_soft; border-color: $warn; }
QFrame[role="banner"][tone="bad"] { background: $bad_soft; border-color: $bad; }
QFrame[role="banner"][tone="good"] { background: $good_soft; border-color: $good; }
QToolTip { background: $surface; color: $ink; border: 1px solid $field_line; padding: 4px 8px; }
"""

_BUTTONS = """
QPushButton { background: $surface; color: $accent; border: 1px solid $field_line; border-radius: ${field_radius}px;
    padding: 6px 14px; font-weight: 600; }
QPushButton:hover { background: $accent_soft; border-color: $accent; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $muted; border-color: $line; background: $background; }
QPushButton[role="primary"], QPushButton[role="big-primary"] { background: $accent; border: 2px solid $accent; }
QPushButton[role="primary"] { color: $accent_ink; padding: 6px 14px; }
QPushButton[role="act"], QPushButton[role="primary"] { min-height: ${act_height}px; }
QPushButton[role="primary"]:hover, QPushButton[role="big-primary"]:hover {
    background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus, QPushButton[role="big-primary"]:focus { border: 2px solid $ink; }
QPushButton[role="big"], QPushButton[role="big-primary"] { border-radius: ${card_radius}px; padding: 0;
    min-height: ${big_height}px; }
QPushButton[role="big"] { border: 2px solid $accent; }
QPushButton[role="big"]:focus { border: 3px solid $ink; padding: 0; }
QPushButton[role="primary"]:disabled, QPushButton[role="big-primary"]:disabled, QPushButton[role="big"]:disabled {
    background: $quiet_soft; border-color: $line; color: $muted; }
QPushButton[role="danger"] { background: $surface; color: $bad; border: 1px solid $bad; }
QPushButton[role="danger"]:hover { background: $bad_soft; border-color: $bad; }
QPushButton[role="danger"]:focus { border: 2px solid $bad; padding: 5px 13px; }
QPushButton[role="row"] { background: transparent; border: 2px solid transparent; border-radius: ${field_radius}px;
    padding: 0; text-align: left; }
QPushButton[role="row"]:hover { background: $hover; }
QPushButton[role="row"]:pressed { background: $accent_soft; }
QPushButton[role="row"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton[role="filter"] { background: transparent; color: $muted; border: 2px solid transparent; padding: 5px 10px;
    font-weight: 500; }
QPushButton[role="filter"]:hover { background: $hover; color: $ink; }
QPushButton[role="filter"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QPushButton[role="filter"]:focus { border: 2px solid $accent; padding: 5px 10px; }
QToolButton[role="mini"] { background: transparent; border: 2px solid transparent; border-radius: 5px; padding: 2px; }
QToolButton[role="mini"]:hover { background: $hover; }
QToolButton[role="mini"]:focus { border-color: $accent; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox { background: $surface; color: $ink; border: 1px solid $field_line;
    border-radius: ${field_radius}px; padding: 5px 10px; selection-background-color: $accent;
    selection-color: $accent_ink; }
QLineEdit, QComboBox { min-height: ${field_height}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 4px 9px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] { border: 2px solid $bad;
    padding: 4px 9px; }
QLineEdit:disabled, QComboBox:disabled { background: $background; color: $muted; border-color: $line; }
QComboBox::drop-down { border: none; width: 30px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $field_line;
    selection-background-color: $accent_soft; selection-color: $ink; outline: none; }
QRadioButton, QCheckBox { spacing: 8px; padding: 5px 8px 5px 6px; border: 2px solid transparent;
    border-radius: ${field_radius}px; color: $ink; }
QCheckBox[role="code"] { font-size: ${figure}px; font-weight: 700; padding: 2px 10px 2px 6px; }
QCheckBox[role="code"]::indicator { width: 22px; height: 22px; }
QRadioButton:hover, QCheckBox:hover { background: $hover; }
QRadioButton:focus, QCheckBox:focus { border: 2px solid $accent; }
QRadioButton::indicator { width: 14px; height: 14px; border: 2px solid $field_line; border-radius: 9px;
    background: $surface; }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 5px solid $accent; }
QRadioButton:disabled { color: $muted; }
QRadioButton::indicator:disabled { border: 2px dashed $line; }
QProgressBar { background: $quiet_soft; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
"""

_WINDOW = """
QMenuBar { background: $surface; color: $ink; border-bottom: 1px solid $line; padding: 1px 6px; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 5px; }
QMenuBar::item:selected { background: $accent_soft; color: $ink; }
QMenu { background: $surface; color: $ink; border: 1px solid $field_line; padding: 5px; }
QMenu::item { padding: 6px 28px 6px 26px; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QFrame[role="rail"], QScrollArea[role="rail-scroll"], QWidget[role="rail-body"] { background: $rail; border: none; }
QLabel[role="product"] { font-size: ${heading}px; font-weight: 700; color: $rail_ink; }
QLabel[role="place"] { font-size: ${small}px; color: $rail_ink; }
QPushButton[role="room"] { background: transparent; border: 2px solid transparent; border-left: 4px solid transparent;
    border-radius: 0; padding: 0; }
QPushButton[role="room"]:hover { background: $rail_hover; }
QPushButton[role="room"]:checked { background: $rail_chosen; border-left: 4px solid $rail_mark; }
QPushButton[role="room"]:focus { border: 2px solid $rail_mark; border-left: 4px solid $rail_mark; padding: 0; }
QLabel[role="room-words"] { color: $rail_ink; font-weight: 400; }
QLabel[role="room-words"][chosen="true"] { color: $rail_ink; font-weight: 600; }
QFrame[role="undo-bar"] { background: $info_soft; border: none; border-top: 1px solid $line; }
QFrame[role="status"] { background: $surface; border: none; border-top: 1px solid $line; }
QLabel[role="status-words"] { font-size: ${small}px; color: $muted; }
"""

_LISTS = """
QTableView { background: $surface; color: $ink; border: 1px solid $line; border-radius: ${card_radius}px;
    selection-background-color: $accent_soft; selection-color: $ink; outline: none; }
QListView[role="pages"] { background: $surface; color: $ink; border: 1px solid $line; border-radius: ${card_radius}px;
    outline: none; padding: 4px; }
QListView[role="pages"]:focus { border: 1px solid $accent; }
QListView[role="pages"]::item { padding: 8px 10px; border-radius: ${field_radius}px; }
QListView[role="pages"]::item:selected { background: $accent_soft; color: $ink; }
QTableView:focus { border: 1px solid $accent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 2px solid $line;
    padding: 8px 12px; font-size: ${small}px; font-weight: 600; }
QHeaderView::section:hover { color: $ink; background: $hover; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $field_line; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

SHEET = _WORDS + _SURFACES + _BUTTONS + _FIELDS + _WINDOW + _LISTS
