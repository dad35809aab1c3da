package dev.postrider.simulation;

import dev.postrider.dispatch.Dispatcher;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Our own classes once more, with the fault of one mutation in them. */
final class MutatedClasses extends ClassLoader {
  private final Map<String, byte[]> mutated;

  private MutatedClasses(Map<String, byte[]> mutated) {
    super(MutatedClasses.class.getClassLoader());
    this.mutated = mutated;
  }

  /** A trial of seeds by the classes that the mutation changes. */
  @SuppressWarnings("unchecked")
  static LongFunction<@Nullable String> trial(Mutation mutation)
      throws IOException, ReflectiveOperationException, URISyntaxException {
    ClassLoader loader = new MutatedClasses(compile(mutation));
    return (LongFunction<@Nullable String>)
        loader.loadClass(Trial.class.getName()).getConstructor().newInstance();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null || !name.startsWith("dev.postrider.")) {
        return known != null ? known : super.loadClass(name, resolve);
      }
      byte[] bytes = bytes(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private byte[] bytes(String name) throws ClassNotFoundException {
    byte[] changed = mutated.get(name);
    if (changed != null) {
      return changed;
    }
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static Map<String, byte[]> compile(Mutation mutation)
      throws IOException, URISyntaxException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, byte[]> classes = new HashMap<>();
    String name = mutation.className();
    String source = mutation.mutated();
    URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
    var unit =
        new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return source;
          }
        };
    var errors = new StringWriter();
    try (var files = new InMemory(compiler.getStandardFileManager(null, null, null), classes)) {
      List<String> options = List.of("-proc:none", "-nowarn", "-cp", classPath());
      boolean well = compiler.getTask(errors, files, null, options, null, List.of(unit)).call();
      if (!well) {
        throw new AssertionError(mutation + " does not compile: " + errors);
      }
    }
    return classes;
  }

  /** Where core, this module and their annotations lie, as directories or jars. */
  private static String classPath() throws URISyntaxException {
    return Stream.of(
            locationOf(Dispatcher.class), locationOf(Trial.class), locationOf(NullMarked.class))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path locationOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, byte[]> classes;

    InMemory(JavaFileManager files, Map<String, byte[]> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location,
        String className,
        JavaFileObject.Kind kind,
        @Nullable FileObject sibling) {
      URI uri = URI.create("bytes:///" + className.replace('.', '/') + ".class");
      return new SimpleJavaFileObject(uri, kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              classes.put(className, toByteArray());
            }
          };
        }
      };
    }
  }
}
