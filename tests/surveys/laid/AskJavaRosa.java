/* JavaRosa as a stranger: lines "form.xml<TAB>steps.tsv" on standard input, for each a line of JSON with every node and every question that is shown.
 * Steps: set<TAB>path<TAB>value | add<TAB>path of a repeat | remove<TAB>path[n] | speak<TAB><TAB>language. Run as a single file: java -cp ODK_Validate.jar AskJavaRosa.java */
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.actions.setgeopoint.*;
import org.javarosa.core.model.condition.*;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.*;
import org.javarosa.core.reference.*;
import org.javarosa.core.services.*;
import org.javarosa.core.services.properties.*;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.*;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.*;
import org.javarosa.xpath.expr.XPathFuncExpr;

public class AskJavaRosa {
    static final int MOST_EVENTS = 20000;
    static Path folder = Path.of(".");

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
        new XFormsModule().registerModule();
        XFormParser.registerActionHandler(SetGeopointActionHandler.ELEMENT_NAME, new NoPlaces());
        PropertyManager.setPropertyManager(new Properties());
        ReferenceManager.instance().addReferenceFactory(new Beside());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            String[] parts = line.split("\t");
            folder = Path.of(parts[0]).toAbsolutePath().getParent();
            out.println(told(parts[0], Files.readAllLines(Path.of(parts[1]))));
        }
    }

    static String told(String form, List<String> steps) {
        StringBuilder out = new StringBuilder("{");
        List<String> refused = new ArrayList<>();
        try {
            FormDef definition;
            try (InputStream stream = new FileInputStream(form)) {
                definition = XFormUtils.getFormFromInputStream(stream);
            }
            definition.getEvaluationContext().addFunctionHandler(new PullData());
            definition.initialize(true, new InstanceInitializationFactory());
            FormEntryModel model = new FormEntryModel(definition);
            FormEntryController controller = new FormEntryController(model);
            for (String step : steps) {
                try {
                    if (!done(step.split("\t", -1), model, controller)) refused.add(step);
                } catch (Exception error) {
                    refused.add(step);
                }
            }
            controller.jumpToIndex(FormIndex.createBeginningOfFormIndex()); // counted repeats are made by walking past them
            for (int guard = 0; guard < MOST_EVENTS && controller.stepToNextEvent() != FormEntryController.EVENT_END_OF_FORM; guard++);
            out.append("\"refused\":").append(list(refused)).append(",\"nodes\":{");
            TreeElement root = definition.getMainInstance().getRoot();
            nodes(root, definition, "/" + root.getName(), out);
            out.append("},\"questions\":{");
            List<String> repeats = questions(model, controller, out);
            out.append("},\"repeats\":").append(list(repeats));
        } catch (Throwable error) {
            return "{\"error\":" + quoted(String.valueOf(error)) + "}";
        }
        return out.append("}").toString();
    }

    static boolean done(String[] step, FormEntryModel model, FormEntryController controller) {
        if (step[0].equals("speak")) {
            controller.setLanguage(step[2]);
            return true;
        }
        String wanted = step[1].replace("[1]", "");
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event;
        for (int guard = 0; guard < MOST_EVENTS && (event = controller.stepToNextEvent()) != FormEntryController.EVENT_END_OF_FORM; guard++) {
            String here = path(model.getFormIndex().getReference());
            if (step[0].equals("set") && event == FormEntryController.EVENT_QUESTION && here.equals(wanted)) {
                FormEntryPrompt prompt = model.getQuestionPrompt();
                controller.saveAnswer(step[2].isEmpty() ? null : answer(step[2], prompt), true);
                return true;
            }
            if (step[0].equals("add") && event == FormEntryController.EVENT_PROMPT_NEW_REPEAT && here.replaceAll("\\[\\d+\\]$", "").equals(wanted)) {
                controller.newRepeat();
                return true;
            }
            if (step[0].equals("remove") && event == FormEntryController.EVENT_REPEAT && here.equals(wanted)) {
                controller.deleteRepeat();
                return true;
            }
        }
        return false;
    }

    /** What a widget of Collect would hand over: choices as choices, whatever the type of their bind. */
    static IAnswerData answer(String text, FormEntryPrompt prompt) {
        int control = prompt.getControlType();
        if (control == Constants.CONTROL_SELECT_ONE) return new SelectOneData(new Selection(text));
        if (control != Constants.CONTROL_SELECT_MULTI && control != Constants.CONTROL_RANK)
            return XFormAnswerDataParser.getAnswerData(text, prompt.getDataType(), prompt.getQuestion());
        List<Selection> chosen = new ArrayList<>();
        for (String code : text.split(" ")) chosen.add(new Selection(code));
        return new MultipleItemsData(chosen);
    }

    static void nodes(TreeElement element, FormDef definition, String above, StringBuilder out) {
        Map<String, Integer> places = new HashMap<>();
        for (int at = 0; at < element.getNumChildren(); at++) {
            TreeElement child = element.getChildAt(at);
            if (child.getMult() == TreeReference.INDEX_TEMPLATE) continue;
            int place = places.merge(child.getName(), 1, Integer::sum);
            String path = above + "/" + child.getName() + (child.isRepeatable() && place > 1 ? "[" + place + "]" : "");
            comma(out).append(quoted(path)).append(":{\"relevant\":").append(child.isRelevant())
                .append(",\"required\":").append(child.isRequired()).append(",\"readonly\":").append(!child.isEnabled());
            if (child.isLeaf()) {
                String value = child.getValue() == null ? "" : child.getValue().uncast().getString();
                out.append(",\"value\":").append(quoted(value)).append(",\"valid\":").append(valid(child, value, definition));
            }
            out.append("}");
            nodes(child, definition, path, out);
        }
    }

    static boolean valid(TreeElement leaf, String value, FormDef definition) {
        if (!leaf.isRelevant()) return true;
        if (value.isEmpty()) return !leaf.isRequired();
        Constraint constraint = leaf.getConstraint();
        if (constraint == null) return true;
        EvaluationContext context = new EvaluationContext(definition.getEvaluationContext(), leaf.getRef());
        context.isConstraint = true;
        context.candidateValue = leaf.getValue();
        try {
            return constraint.constraint.eval(definition.getMainInstance(), context);
        } catch (RuntimeException error) {
            return false;
        }
    }

    /** Every question that a person would be shown, with its choices; gives the repeats that could be added. */
    static List<String> questions(FormEntryModel model, FormEntryController controller, StringBuilder out) {
        List<String> repeats = new ArrayList<>();
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event;
        for (int guard = 0; guard < MOST_EVENTS && (event = controller.stepToNextEvent()) != FormEntryController.EVENT_END_OF_FORM; guard++) {
            String here = path(model.getFormIndex().getReference());
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT) repeats.add(here.replaceAll("\\[\\d+\\]$", ""));
            if (event == FormEntryController.EVENT_QUESTION) question(here, model, controller, out);
        }
        return repeats;
    }

    static void question(String here, FormEntryModel model, FormEntryController controller, StringBuilder out) {
        FormEntryPrompt prompt = model.getQuestionPrompt();
        TreeReference reference = model.getFormIndex().getReference();
        TreeElement element = model.getForm().getMainInstance().resolveReference(reference);
        IAnswerData before = element.getValue();
        String code = before == null ? null : before.uncast().getString();
        comma(out).append(quoted(here)).append(":{\"control\":").append(prompt.getControlType()).append(",\"type\":").append(prompt.getDataType())
            .append(",\"readonly\":").append(prompt.isReadOnly());
        text(out, "label", prompt::getLongText);
        text(out, "hint", prompt::getHelpText);
        try {
            List<SelectChoice> choices = prompt.getSelectChoices();
            if (choices != null) {
                StringBuilder told = new StringBuilder();
                for (SelectChoice choice : choices) {
                    told.append(told.length() > 0 ? "," : "").append("[").append(quoted(choice.getValue())).append(",")
                        .append(quoted(Objects.requireNonNullElse(prompt.getSelectChoiceText(choice), ""))).append("]");
                }
                out.append(",\"choices\":[").append(told).append("]");
            }
        } catch (RuntimeException error) {
            out.append(",\"fault\":").append(quoted(String.valueOf(error)));
        }
        IAnswerData after = element.getValue();
        if (code != null && (after == null || !after.uncast().getString().equals(code)))
            controller.saveAnswer(answer(code, prompt), true); // it took away what it no longer offers
        out.append("}");
    }

    interface Saying {
        String said();
    }

    static void text(StringBuilder out, String name, Saying saying) {
        try {
            String said = saying.said();
            if (said != null) out.append(",").append(quoted(name)).append(":").append(quoted(said));
        } catch (RuntimeException error) {
            // without a text in this language it says nothing
        }
    }

    static String path(TreeReference reference) {
        return reference.toString(true).replace("[1]", "");
    }

    static StringBuilder comma(StringBuilder out) {
        return out.charAt(out.length() - 1) == '{' ? out : out.append(",");
    }

    static String list(List<String> texts) {
        StringJoiner joined = new StringJoiner(",", "[", "]");
        for (String text : texts) joined.add(quoted(text));
        return joined.toString();
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') out.append('\\').append(letter);
            else if (letter < 32) out.append(String.format("\\u%04x", (int) letter));
            else out.append(letter);
        }
        return out.append('"').toString();
    }

    /** A desk has no position. */
    static class NoPlaces extends SetGeopointActionHandler {
        public SetGeopointAction getSetGeopointAction() {
            return new SetGeopointAction() {
                public void requestLocationUpdates() {}
            };
        }
    }

    /** pulldata() of Collect: a cell of a CSV file beside the form. Cells with commas or quotes are not read. */
    static class PullData implements IFunctionHandler {
        public String getName() {
            return "pulldata";
        }

        public List<Class[]> getPrototypes() {
            return new ArrayList<>();
        }

        public boolean rawArgs() {
            return true;
        }

        public boolean realTime() {
            return false;
        }

        public Object eval(Object[] given, EvaluationContext context) {
            String[] wanted = Arrays.stream(given).map(XPathFuncExpr::toString).toArray(String[]::new);
            try {
                List<String> lines = Files.readAllLines(folder.resolve(wanted[0] + ".csv"));
                List<String> heading = List.of(lines.get(0).split(","));
                int column = heading.indexOf(wanted[1]), key = heading.indexOf(wanted[2]);
                for (String line : lines.subList(1, lines.size())) {
                    String[] cells = line.split(",", -1);
                    if (cells[key].equals(wanted[3])) return cells[column];
                }
            } catch (IOException | IndexOutOfBoundsException error) {
                return "";
            }
            return "";
        }
    }

    /** Files beside the form: jr://file/x.xml, jr://file-csv/x.csv. */
    static class Beside implements ReferenceFactory {
        public boolean derives(String address) {
            return address.startsWith("jr://");
        }

        public Reference derive(String address) {
            return new InFolder(address, folder.resolve(address.substring(address.lastIndexOf('/') + 1)));
        }

        public Reference derive(String address, String context) {
            return derive(address);
        }
    }

    record InFolder(String address, Path file) implements Reference {
        public boolean doesBinaryExist() {
            return Files.exists(file);
        }

        public InputStream getStream() throws IOException {
            return Files.newInputStream(file);
        }

        public String getURI() {
            return address;
        }

        public String getLocalURI() {
            return file.toString();
        }

        public boolean isReadOnly() {
            return true;
        }

        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        public void remove() {
            throw new UnsupportedOperationException();
        }

        public Reference[] probeAlternativeReferences() {
            return new Reference[0];
        }
    }

    static class Properties implements IPropertyManager {
        static final Map<String, String> KNOWN = Map.of("deviceid", "ref:device", "username", "ref", "email", "ref@x", "phonenumber", "0");

        public List<String> getProperty(String name) {
            return new ArrayList<>(List.of(getSingularProperty(name)));
        }

        public void setProperty(String name, String value) {}

        public void setProperty(String name, List<String> value) {}

        public String getSingularProperty(String name) {
            return KNOWN.getOrDefault(name, "");
        }

        public void addRules(IPropertyRules rules) {}

        public List<IPropertyRules> getRules() {
            return null;
        }
    }
}
