package dev.roundtrip.local.closed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.ProtocolMessageEnum;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.ServiceName;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/**
 * What a native executable would be built from, as Quarkus writes it down for GraalVM ({@code make native-check}), held against what
 * our code will look for at run time: everything that is looked for by name has to be on a list, or it isn't there.
 */
@Tag("native")
class NativeSourcesIT {
    /** For messages, which protobuf looks into by the names of their methods. */
    @ParameterizedTest
    @EnumSource
    void everyMessageThatAContractHoldsCanBeLookedInto(ServiceName service) throws IOException {
        var sources = new Sources(service);
        var missing = new TreeSet<String>();
        try (var loader = sources.classLoader()) {
            for (var type : messages(sources, loader)) {
                sources.requireMethods(type, missing);
                sources.requireMethods(type + "$Builder", missing);
            }
            for (var type : enums(sources, loader)) {
                sources.requireMethods(type, missing);
            }
        }
        assertEquals(Set.of(), missing);
    }

    /** Any.is and Any.unpack look for the default instance of the class that they are given. */
    @ParameterizedTest
    @EnumSource
    void everyDetailOfAnErrorThatIsUnpackedCanBeMade(ServiceName service) {
        var sources = new Sources(service);
        var named = new TreeSet<String>();
        sources.ours().forEach(file -> new ClassReader(file.bytes())
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] exceptions) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitLdcInsn(Object value) {
                                        if (value instanceof Type constant
                                                && constant.getClassName().startsWith("com.google.rpc.")) {
                                            named.add(constant.getClassName());
                                        }
                                    }
                                };
                            }
                        },
                        ClassReader.SKIP_DEBUG));
        assertTrue(named.contains("com.google.rpc.BadRequest"), () -> "found only " + named);
        var missing = new TreeSet<String>();
        named.forEach(type -> sources.requireMethods(type, missing));
        assertEquals(Set.of(), missing);
    }

    /** What Jackson writes: records that say how, and the records that they hold. */
    @ParameterizedTest
    @EnumSource
    void everyRecordThatIsWrittenAsJsonCanBeLookedInto(ServiceName service) {
        var sources = new Sources(service);
        var missing = new TreeSet<String>();
        sources.ours()
                .flatMap(file -> writtenAsJson(file).stream())
                .forEach(type -> sources.requireMethods(type, missing));
        assertEquals(Set.of(), missing);
    }

    private static Set<String> writtenAsJson(ShippedJars.ClassFile file) {
        var held = new TreeSet<String>();
        var annotated = new boolean[1];
        new ClassReader(file.bytes())
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                                annotated[0] |= type.startsWith("Lcom/fasterxml/jackson/");
                                return null;
                            }

                            @Override
                            public RecordComponentVisitor visitRecordComponent(
                                    String name, String type, String signature) {
                                var types =
                                        Pattern.compile("Ldev/roundtrip/[^;<]+").matcher(type + signature);
                                types.results()
                                        .forEach(found -> held.add(
                                                found.group().substring(1).replace('/', '.')));
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        held.add(file.name());
        return annotated[0] ? held : Set.of();
    }

    @ParameterizedTest
    @EnumSource
    void everyMigrationIsInTheExecutable(ServiceName service) {
        var sources = new Sources(service);
        var migrations = sources.jars()
                .filter(ShippedJars::isWrittenByHand)
                .flatMap(jar -> ShippedJars.resources(jar).stream())
                .filter(name -> name.startsWith("db/"))
                .toList();
        assertFalse(migrations.isEmpty());
        assertEquals(
                List.of(),
                migrations.stream().filter(name -> !sources.includes(name)).toList());
    }

    /** By the string that is handed to getResource, which stands just before the call. */
    @ParameterizedTest
    @EnumSource
    void everyResourceThatOurCodeReadsIsInTheExecutable(ServiceName service) {
        var sources = new Sources(service);
        var read = new TreeSet<String>();
        sources.ours().forEach(file -> new ClassReader(file.bytes())
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String method, String type, String signature, String[] exceptions) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    private String last = "not a constant in " + file.name();

                                    @Override
                                    public void visitLdcInsn(Object value) {
                                        last = value.toString();
                                    }

                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String name, String type, boolean ofInterface) {
                                        if (name.startsWith("getResource") && owner.startsWith("java/lang/Class")) {
                                            read.add(last.startsWith("/") ? last.substring(1) : last);
                                        }
                                    }
                                };
                            }
                        },
                        ClassReader.SKIP_DEBUG));
        assertEquals(service == ServiceName.ORCHESTRATOR, read.contains("airports.txt"));
        read.removeIf(sources::includes);
        assertEquals(Set.of(), read);
    }

    /** Every message of the contracts, and every message of others that one of them holds, at any depth. */
    private static Set<String> messages(Sources sources, ClassLoader loader) {
        var found = new TreeSet<String>();
        var open = new ArrayDeque<Class<?>>(sources.contracts(loader, Message.class));
        while (!open.isEmpty()) {
            var type = open.remove();
            if (found.add(type.getName())) {
                var message = defaultInstance(type);
                message.getDescriptorForType().getFields().stream()
                        .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                        .map(field -> message.newBuilderForType()
                                .newBuilderForField(field)
                                .getDefaultInstanceForType()
                                .getClass())
                        .forEach(open::add);
            }
        }
        return found;
    }

    private static Set<String> enums(Sources sources, ClassLoader loader) {
        var found = new TreeSet<String>();
        sources.contracts(loader, ProtocolMessageEnum.class).forEach(type -> found.add(type.getName()));
        return found;
    }

    private static Message defaultInstance(Class<?> type) {
        try {
            return (Message) type.getMethod("getDefaultInstance").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no default instance", e);
        }
    }

    /** The folder that GraalVM would be started in. */
    private static final class Sources {
        private final Path folder;
        private static final Value NO = Value.getDefaultInstance();
        private final Map<String, Map<String, Value>> reflection = new HashMap<>();
        private final List<Pattern> resources = new ArrayList<>();

        Sources(ServiceName service) {
            folder = Checkout.locate().root().resolve(service.module()).resolve("target/native-sources");
            var runner = ShippedJars.jars(folder).getFirst();
            for (var entry : list(ShippedJars.text(runner, "META-INF/native-image/reflect-config.json"))) {
                reflection.put(entry.get("name").getStringValue(), entry);
            }
            var config = struct(ShippedJars.text(runner, "META-INF/native-image/resource-config.json"));
            for (var include : includes(config)) {
                var pattern =
                        include.getStructValue().getFieldsOrThrow("pattern").getStringValue();
                resources.add(Pattern.compile(pattern));
            }
        }

        private static List<Map<String, Value>> list(String json) {
            var values = ListValue.newBuilder();
            merge(json, values);
            return values.getValuesList().stream()
                    .map(value -> value.getStructValue().getFieldsMap())
                    .toList();
        }

        private static Struct struct(String json) {
            var struct = Struct.newBuilder();
            merge(json, struct);
            return struct.build();
        }

        private static List<Value> includes(Struct config) {
            return config.getFieldsOrThrow("resources")
                    .getStructValue()
                    .getFieldsOrThrow("includes")
                    .getListValue()
                    .getValuesList();
        }

        private static void merge(String json, Message.Builder into) {
            try {
                JsonFormat.parser().merge(json, into);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("what Quarkus wrote for GraalVM can't be read", e);
            }
        }

        Stream<Path> jars() {
            return Stream.concat(ShippedJars.jars(folder).stream(), ShippedJars.jars(folder.resolve("lib")).stream());
        }

        Stream<ShippedJars.ClassFile> ours() {
            return jars().filter(ShippedJars::isWrittenByHand).flatMap(jar -> ShippedJars.classes(jar).stream());
        }

        /** With the classes of protobuf that this test has too: the contracts are asked by them. */
        URLClassLoader classLoader() {
            var urls = jars().map(Sources::url).toArray(URL[]::new);
            return new URLClassLoader(urls, NativeSourcesIT.class.getClassLoader());
        }

        List<? extends Class<?>> contracts(ClassLoader loader, Class<?> kind) {
            var found = jars().filter(jar -> jar.getFileName().toString().contains("roundtrip-proto-"))
                    .flatMap(jar -> ShippedJars.classes(jar).stream())
                    .map(file -> load(file.name(), loader))
                    .filter(kind::isAssignableFrom)
                    .filter(type -> !type.isInterface())
                    .toList();
            assertFalse(found.isEmpty(), () -> "no contracts in " + folder);
            return found;
        }

        private static Class<?> load(String name, ClassLoader loader) {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }

        void requireMethods(String type, Set<String> missing) {
            var entry = reflection.getOrDefault(type, Map.of());
            if (Stream.of("allDeclaredMethods", "allPublicMethods")
                    .noneMatch(key -> entry.getOrDefault(key, NO).getBoolValue())) {
                missing.add(type);
            }
        }

        boolean includes(String resource) {
            return resources.stream()
                    .anyMatch(pattern -> pattern.matcher(resource).matches());
        }

        private static URL url(Path jar) {
            try {
                return jar.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
