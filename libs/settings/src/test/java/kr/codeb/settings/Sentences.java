package kr.codeb.settings;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import kr.codeb.settings.KnownSettings.KnownSetting;

/** The sentence of each setting: its method's comment, read from the source. */
final class Sentences {

    private static final Path SOURCE = Path.of("src", "main", "java", "kr", "codeb", "settings");

    private final Map<String, String> byMethod = new LinkedHashMap<>();
    private final List<String> order;

    Sentences() {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null);
                Stream<Path> files = Files.list(SOURCE)) {
            List<Path> sources = files.sorted().toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(docs).scan(unit, "");
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        order = new ArrayList<>(byMethod.keySet());
    }

    String of(KnownSetting setting) {
        return byMethod.getOrDefault(key(setting), "");
    }

    /** Where it stands in the source. */
    int place(KnownSetting setting) {
        return order.indexOf(key(setting));
    }

    private static String key(KnownSetting setting) {
        String type = setting.declaration().getDeclaringClass().getName();
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "."
                + setting.declaration().getName();
    }

    private final class Reader extends TreePathScanner<Void, String> {

        private final DocTrees docs;

        Reader(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree type, String outer) {
            return super.visitClass(
                    type, outer.isEmpty() ? type.getSimpleName().toString() : outer + "." + type.getSimpleName());
        }

        @Override
        public Void visitMethod(MethodTree method, String outer) {
            String comment = docs.getDocComment(getCurrentPath());
            byMethod.put(outer + "." + method.getName(), comment == null ? "" : plain(comment));
            return null;
        }

        private static String plain(String comment) {
            return comment.replaceAll("\\{@(code|link) ([^}]*)}", "$2").strip().replaceAll("\\s+", " ");
        }
    }
}
