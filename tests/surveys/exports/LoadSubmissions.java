/* Loads submissions into their form with JavaRosa, the engine of ODK Collect, the way Collect opens a saved form.
 *   java -cp ODK_Validate.jar LoadSubmissions.java form.xml submission.xml...
 * Prints "path<TAB>value" for each leaf that has a value, and "ERROR<TAB>why" for a submission that does not fit. */
import java.io.*;
import java.nio.file.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.instance.*;
import org.javarosa.core.services.*;
import org.javarosa.core.services.properties.*;
import org.javarosa.form.api.*;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormUtils;

public class LoadSubmissions {
  static void tell(TreeElement element, String path, PrintStream out) {
    for (int i = 0; i < element.getNumChildren(); i++) {
      TreeElement child = element.getChildAt(i);
      if (child.getMult() == TreeReference.INDEX_TEMPLATE) continue;
      String here = path + "/" + child.getName() + (child.isRepeatable() ? "[" + (child.getMult() + 1) + "]" : "");
      if (child.isLeaf() && child.getValue() != null) {
        out.println(here + "\t" + child.getValue().uncast().getString().replace("\n", "\\n"));
      }
      tell(child, here, out);
    }
  }

  static void load(Path form, Path submission, PrintStream out) throws Exception {
    FormDef definition = XFormUtils.getFormFromInputStream(new FileInputStream(form.toFile()));
    TreeElement saved = XFormParser.restoreDataModel(Files.readAllBytes(submission), null).getRoot();
    TreeElement template = definition.getInstance().getRoot().deepCopy(true);
    if (!saved.getName().equals(template.getName()) || saved.getMult() != 0) {
      throw new IllegalStateException("another root");
    }
    TreeReference reference = TreeReference.rootRef();
    reference.add(template.getName(), TreeReference.INDEX_UNBOUND);
    template.populate(saved, definition);
    definition.getInstance().setRoot(template);
    definition.initialize(false, new InstanceInitializationFactory());
    ValidateOutcome outcome = definition.validate(true);
    if (outcome != null) out.println("INVALID\t" + outcome.failedPrompt + "\t" + outcome.outcome);
    tell(definition.getMainInstance().getRoot(), "/" + definition.getMainInstance().getRoot().getName(), out);
  }

  public static void main(String[] given) throws Exception {
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    PrototypeManager.registerPrototypes(CoreModelModule.classNames);
    PrototypeManager.registerPrototypes(org.javarosa.core.util.JavaRosaCoreModule.classNames);
    new XFormsModule().registerModule();
    for (int i = 1; i < given.length; i++) {
      out.println("FILE\t" + given[i]);
      try {
        load(Path.of(given[0]), Path.of(given[i]), out);
      } catch (Exception error) {
        out.println("ERROR\t" + error);
      }
    }
  }
}
