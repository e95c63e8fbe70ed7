package dev.roundtrip.chaos.fuzz.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes messages of any type from its descriptor alone, the more absurd the wilder they are asked for. */
public final class MessageMaker {
    private static final int MAX_DEPTH = 12;
    private static final int MAX_REPEATED = 4;
    private static final int MANY = 300;

    private final Vocabulary vocabulary;

    public MessageMaker(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * A message.
     *
     * @param wild how often a field is not what it should be: 0 never, 1 always
     */
    public DynamicMessage make(Descriptor type, double wild, RandomGenerator random) {
        return new Making(wild, random, vocabulary.day(random)).message(type, 0);
    }

    /** One message in the making: its dates belong together. */
    private final class Making {
        private final double wild;
        private final RandomGenerator random;
        private final LocalDate day;

        private Making(double wild, RandomGenerator random, LocalDate day) {
            this.wild = wild;
            this.random = random;
            this.day = day;
        }

        private DynamicMessage message(Descriptor type, int depth) {
            var message = DynamicMessage.newBuilder(type);
            for (var field : type.getFields()) {
                if (field.getRealContainingOneof() == null && isThere(depth)) {
                    fill(message, field, depth);
                }
            }
            for (var oneof : type.getRealOneofs()) {
                if (isThere(depth)) {
                    fill(message, oneOf(oneof), depth);
                }
            }
            if (isWild()) {
                message.setUnknownFields(unknown());
            }
            return message.build();
        }

        private FieldDescriptor oneOf(OneofDescriptor oneof) {
            return oneof.getField(random.nextInt(oneof.getFieldCount()));
        }

        private boolean isThere(int depth) {
            return depth < MAX_DEPTH && (!isWild() || random.nextBoolean());
        }

        private boolean isWild() {
            return random.nextDouble() < wild;
        }

        private void fill(DynamicMessage.Builder message, FieldDescriptor field, int depth) {
            if (!field.isRepeated()) {
                message.setField(field, value(field, depth));
                return;
            }
            int count = isWild() && random.nextInt(8) == 0 ? MANY : random.nextInt(MAX_REPEATED);
            for (var i = 0; i < count; i++) {
                message.addRepeatedField(field, value(field, depth));
            }
        }

        private Object value(FieldDescriptor field, int depth) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                return isWild() || !isDate(field) ? message(field.getMessageType(), depth + 1) : date(field);
            }
            return isWild() ? Wild.value(field, random) : sensible(field);
        }

        private Object sensible(FieldDescriptor field) {
            return switch (field.getJavaType()) {
                case STRING -> vocabulary.text(field, random).orElse("fuzz");
                case INT -> 1 + random.nextInt(3);
                case LONG -> (long) random.nextInt(3);
                case BOOLEAN -> random.nextBoolean();
                case FLOAT -> random.nextFloat();
                case DOUBLE -> random.nextDouble();
                case ENUM -> known(field);
                case BYTE_STRING -> ByteString.copyFrom(bytes(random.nextInt(40)));
                case MESSAGE -> throw new IllegalArgumentException("a message is made of its fields");
            };
        }

        private Object known(FieldDescriptor field) {
            var values = field.getEnumType().getValues();
            return values.get(values.size() == 1 ? 0 : 1 + random.nextInt(values.size() - 1));
        }

        private static boolean isDate(FieldDescriptor field) {
            return field.getMessageType().getFullName().equals("google.type.Date");
        }

        private DynamicMessage date(FieldDescriptor field) {
            var later = List.of("check_out", "drop_off").contains(field.getName());
            var date = later ? day.plusDays(1 + random.nextInt(3)) : day;
            var type = field.getMessageType();
            return DynamicMessage.newBuilder(type)
                    .setField(type.findFieldByName("year"), date.getYear())
                    .setField(type.findFieldByName("month"), date.getMonthValue())
                    .setField(type.findFieldByName("day"), date.getDayOfMonth())
                    .build();
        }

        private UnknownFieldSet unknown() {
            var number = 1 + random.nextInt(1 << 20);
            var field = UnknownFieldSet.Field.newBuilder()
                    .addVarint(random.nextLong())
                    .addFixed32(random.nextInt())
                    .addFixed64(random.nextLong())
                    .addLengthDelimited(ByteString.copyFrom(bytes(random.nextInt(100))))
                    .build();
            return UnknownFieldSet.newBuilder().addField(number, field).build();
        }

        private byte[] bytes(int size) {
            var bytes = new byte[size];
            random.nextBytes(bytes);
            return bytes;
        }
    }
}
