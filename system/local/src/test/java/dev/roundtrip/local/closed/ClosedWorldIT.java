package dev.roundtrip.local.closed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A native executable is a closed world: classes that are looked for by name are not in it unless somebody said so, and what static
 * initialisers made is made while it is built, once, for every process that will ever run. So our own code does neither.
 */
class ClosedWorldIT {
    /** Looked up at run time, by a name that no compiler knows. */
    private static final Pattern BY_NAME =
            Pattern.compile("java/lang/Class\\.(forName|newInstance|getMethods?|getDeclared\\w+"
                    + "|getConstructors?|getFields?)|java/util/ServiceLoader\\.load\\w*|java/lang/ClassLoader\\.(loadClass|defineClass)"
                    + "|java/net/URLClassLoader\\..*|java/lang/reflect/(Proxy\\.newProxyInstance|Method\\.invoke)"
                    + "|java/lang/invoke/MethodHandles\\$Lookup\\.(find|unreflect|define)\\w*");

    /** What is another one in each process: chance, time, threads, and where the process runs. */
    private static final Pattern OF_ONE_PROCESS = Pattern.compile(
            "java/(security/SecureRandom|util/(Random|SplittableRandom|concurrent/ThreadLocalRandom)|util/random/\\w+)\\..*"
                    + "|java/lang/System\\.(nanoTime|currentTimeMillis|getenv|getProperty)|java/lang/(Runtime|ProcessHandle|Thread)\\..*"
                    + "|java/time/\\w+\\.now|java/time/(Clock|InstantSource)\\.\\w+|java/util/concurrent/(Executors|\\w*Executor\\w*)\\..*"
                    + "|java/util/(Timer\\..*|UUID\\.randomUUID)|java/net/(InetAddress|NetworkInterface)\\..*"
                    + "|java/lang/ProcessHandle\\..*|com/fasterxml/uuid/Generators\\..*");

    @Test
    void nothingOfOursIsLookedUpByName() {
        assertEquals(List.of(), found(ShippedJars.all(), BY_NAME, method -> true));
    }

    @Test
    void noStaticInitialiserKeepsWhatBelongsToOneProcess() {
        assertEquals(List.of(), found(ShippedJars.all(), OF_ONE_PROCESS, "<clinit>"::equals));
    }

    /** Both, held against classes that do it: a test of a rule is one only if it can fail. */
    @Test
    void theRulesSeeWhatBreaksThem() {
        var here = ShippedJars.classFile(Offender.class);
        assertEquals(1, found(Stream.of(here), BY_NAME, method -> true).size());
        assertEquals(
                3, found(Stream.of(here), OF_ONE_PROCESS, "<clinit>"::equals).size());
    }

    /** Does all that must not be done. */
    private static final class Offender {
        static final Random SEED = new Random();
        static final long STARTED = System.nanoTime();
        static final Thread WORKER = new Thread(() -> {});

        static Class<?> look(String name) throws ClassNotFoundException {
            return Class.forName(name);
        }
    }

    private static List<String> found(
            Stream<ShippedJars.ClassFile> classes, Pattern forbidden, Predicate<String> where) {
        var found = new ArrayList<String>();
        classes.forEach(file -> calls(file, where, call -> {
            if (forbidden.matcher(call).matches()) {
                found.add(file.name() + " calls " + call);
            }
        }));
        return found;
    }

    private static void calls(ShippedJars.ClassFile file, Predicate<String> where, Consumer<String> told) {
        new ClassReader(file.bytes())
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] exceptions) {
                                return where.test(name) ? new Calls(told) : null;
                            }
                        },
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    private static final class Calls extends MethodVisitor {
        private final Consumer<String> told;

        Calls(Consumer<String> told) {
            super(Opcodes.ASM9);
            this.told = told;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean ofInterface) {
            told.accept(owner + "." + name);
        }
    }
}
