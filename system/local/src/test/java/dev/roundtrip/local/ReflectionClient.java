package dev.roundtrip.local;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls a server by what it says of itself, without its contracts at hand: what grpcurl does. */
final class ReflectionClient implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final ManagedChannel channel;

    ReflectionClient(int port) {
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
    }

    /**
     * Calls a method with a request in JSON.
     *
     * @return every answer, in JSON: one, or as many as were streamed
     * @throws io.grpc.StatusRuntimeException when the server says anything but OK
     */
    List<String> call(String service, String method, String json) throws InvalidProtocolBufferException {
        var described = describe(service, method);
        var request = DynamicMessage.newBuilder(described.getInputType());
        JsonFormat.parser().merge(json, request);
        var answers = new ArrayList<String>();
        var received = ClientCalls.blockingServerStreamingCall(
                channel,
                methodOf(described),
                CallOptions.DEFAULT.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS),
                request.build());
        while (received.hasNext()) {
            answers.add(JsonFormat.printer().print(received.next()));
        }
        return answers;
    }

    private MethodDescriptor describe(String service, String method) {
        var files = new HashMap<String, FileDescriptorProto>();
        for (var bytes : filesOf(service)) {
            try {
                var file = FileDescriptorProto.parseFrom(bytes);
                files.put(file.getName(), file);
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError("the server's description of " + service + " can't be read", e);
            }
        }
        var described = files.keySet().stream()
                .map(name -> build(name, files).findServiceByName(simpleName(service)))
                .filter(found -> found != null && found.getFullName().equals(service))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the server's description of " + service + " is without it"))
                .findMethodByName(method);
        if (described == null) {
            throw new AssertionError(service + " has no method " + method);
        }
        return described;
    }

    private static String simpleName(String service) {
        return service.substring(service.lastIndexOf('.') + 1);
    }

    private static FileDescriptor build(String name, Map<String, FileDescriptorProto> files) {
        var file = files.get(name);
        var imports = file.getDependencyList().stream()
                .map(dependency -> build(dependency, files))
                .toArray(FileDescriptor[]::new);
        try {
            return FileDescriptor.buildFrom(file, imports);
        } catch (DescriptorValidationException e) {
            throw new AssertionError(name + " as the server describes it is not valid", e);
        }
    }

    /** The file that declares a service, and every file that it imports, directly or not. */
    private List<ByteString> filesOf(String service) {
        var answer = new CompletableFuture<ServerReflectionResponse>();
        var requests = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                answer.completeExceptionally(new AssertionError("the reflection service said nothing"));
            }
        });
        requests.onNext(ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol(service)
                .build());
        var response = answer.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        requests.onCompleted();
        if (response.hasErrorResponse()) {
            throw new AssertionError(
                    service + ": " + response.getErrorResponse().getErrorMessage());
        }
        return response.getFileDescriptorResponse().getFileDescriptorProtoList();
    }

    private static io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> methodOf(MethodDescriptor described) {
        return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName(io.grpc.MethodDescriptor.generateFullMethodName(
                        described.getService().getFullName(), described.getName()))
                .setRequestMarshaller(marshaller(described.getInputType()))
                .setResponseMarshaller(marshaller(described.getOutputType()))
                .build();
    }

    private static io.grpc.MethodDescriptor.Marshaller<DynamicMessage> marshaller(Descriptor type) {
        return ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(type));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
