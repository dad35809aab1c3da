package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.svix.Svix;
import com.svix.api.Environment;
import com.svix.api.Health;
import dev.postrider.testkit.OpenApi;
import dev.postrider.testkit.OpenApi.Operation;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * The judges call all that the official Java SDK can ask for and the server's document has. Who
 * calls what is read from compiled code: an operation is a method of the SDK with a path and an
 * HTTP method in it, and it is judged when the code of a judge calls that method.
 */
final class JavaSdkTest extends JavaJudge {
  /** Fewer mean that the SDK's code is not understood. */
  private static final int AT_LEAST = 100;

  private static final String API = "com/svix/api/";
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  @Test
  void allThatTheDocumentHasIsCalled() throws Exception {
    Map<String, String> offered = offered();
    assertThat(offered).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    Set<String> declared =
        new OpenApi(JsonMapper.shared().readTree(call("GET", "/api/v1/openapi.json", "").body()))
            .operations().stream().map(Operation::shape).collect(Collectors.toSet());
    Set<String> served = new TreeSet<>(offered.values());
    served.retainAll(declared);
    Set<String> judged = new TreeSet<>();
    called().forEach(method -> judged.add(offered.getOrDefault(method, "")));
    judged.retainAll(declared);
    assertThat(judged).isEqualTo(served);
  }

  /** The SDK's own HTTP client refuses these. Judges do by hand what they need of them. */
  @Test
  @SuppressWarnings("deprecation") // dashboardAccess is still offered
  void postsWithoutABodyNeverLeaveTheSdk() {
    String message = "msg_000000000000000000000000000";
    for (ThrowingCallable post :
        List.<ThrowingCallable>of(
            () -> svix.getMessageAttempt().resend(app, message, "ep"),
            () -> svix.getMessage().expungeAllContents(app),
            () -> svix.getAuthentication().dashboardAccess(app),
            () -> svix.getAuthentication().logout(),
            () -> new Environment(svix.getHttpClient()).export())) {
      assertThatThrownBy(post).hasMessage("method POST must have a request body.");
    }
  }

  /** It takes 204 alone; Svix's own server answers 200 and tells what is well, as this one does. */
  @Test
  void healthIsMoreThanTheSdkReads() {
    assertThatThrownBy(() -> new Health(svix.getHttpClient()).get())
        .hasMessage("Unrecognized Type: [null]");
  }

  /** What the methods of the SDK ask for, by their names. */
  private static Map<String, String> offered() throws Exception {
    Path jar = Path.of(Svix.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, String> offered = new HashMap<>();
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      for (ClassModel model : classes(files.getPath(API))) {
        for (MethodModel method : model.methods()) {
          List<String> texts = texts(method);
          List<String> paths = texts.stream().filter(text -> text.contains("/api/v1/")).toList();
          List<String> methods = texts.stream().filter(METHODS::contains).toList();
          if (!paths.isEmpty()) {
            assertThat(paths).hasSize(1);
            assertThat(methods).hasSize(1);
            offered.put(
                model.thisClass().asInternalName() + "." + method.methodName().stringValue(),
                methods.getFirst() + " " + paths.getFirst().replace("%s", "{}"));
          }
        }
      }
    }
    return offered;
  }

  private static List<String> texts(MethodModel method) {
    List<String> texts = new ArrayList<>();
    for (CodeElement element : method.code().map(code -> code.elementList()).orElse(List.of())) {
      if (element instanceof ConstantInstruction constant
          && constant.constantValue() instanceof String text) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** Which methods of the SDK the judges call. */
  private static Set<String> called() throws Exception {
    Path compiled =
        Path.of(JavaSdkTest.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(JavaSdkTest.class.getPackageName().replace('.', '/'));
    Set<String> called = new TreeSet<>();
    for (ClassModel judge : classes(compiled)) {
      for (MethodModel method : judge.methods()) {
        for (CodeElement element :
            method.code().map(code -> code.elementList()).orElse(List.of())) {
          if (element instanceof InvokeInstruction invoke) {
            called.add(invoke.owner().asInternalName() + "." + invoke.name().stringValue());
          }
        }
      }
    }
    return called;
  }

  private static List<ClassModel> classes(Path folder) throws IOException {
    List<ClassModel> models = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".class")).toList()) {
        models.add(ClassFile.of().parse(Files.readAllBytes(file)));
      }
    }
    return models;
  }
}
