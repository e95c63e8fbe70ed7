package dev.roundtrip.chaos.fuzz.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.ServiceProcess;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a running process says it serves, the ways to ask it that included: nobody has to remember a new method. */
public final class Reflection implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;

    private final ServiceProcess process;
    private final ManagedChannel channel;

    private Reflection(ServiceProcess process) {
        this.process = process;
        this.channel = ManagedChannelBuilder.forAddress("127.0.0.1", process.port())
                .usePlaintext()
                .build();
    }

    /** Every method of every service of the process. */
    public static List<Rpc> of(ServiceProcess process) {
        try (var reflection = new Reflection(process)) {
            return reflection.services().stream()
                    .map(reflection::describe)
                    .flatMap(service -> service.getMethods().stream())
                    .map(method -> new Rpc(process.name(), method))
                    .toList();
        }
    }

    private List<String> services() {
        var answer =
                ask(ServerReflectionRequest.newBuilder().setListServices("").build());
        return answer.getListServicesResponse().getServiceList().stream()
                .map(ServiceResponse::getName)
                .toList();
    }

    private ServiceDescriptor describe(String service) {
        var answer = ask(ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol(service)
                .build());
        var files = new HashMap<String, FileDescriptorProto>();
        for (var bytes : answer.getFileDescriptorResponse().getFileDescriptorProtoList()) {
            var file = read(bytes);
            files.put(file.getName(), file);
        }
        return files.keySet().stream()
                .flatMap(name -> build(name, files).getServices().stream())
                .filter(found -> found.getFullName().equals(service))
                .findFirst()
                .orElseThrow(
                        () -> new LocalFailure(process.label() + " serves " + service + " and can't describe it."));
    }

    private FileDescriptorProto read(ByteString bytes) {
        try {
            return FileDescriptorProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new LocalFailure(process.label() + " describes a service in bytes that can't be read.", e);
        }
    }

    private FileDescriptor build(String name, Map<String, FileDescriptorProto> files) {
        var file = files.get(name);
        var imports = file.getDependencyList().stream()
                .map(dependency -> build(dependency, files))
                .toArray(FileDescriptor[]::new);
        try {
            return FileDescriptor.buildFrom(file, imports);
        } catch (DescriptorValidationException e) {
            throw new LocalFailure(name + " as " + process.label() + " describes it is not valid.", e);
        }
    }

    private ServerReflectionResponse ask(ServerReflectionRequest question) {
        var answer = new CompletableFuture<ServerReflectionResponse>();
        var questions = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new StreamObserver<>() {
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
                answer.completeExceptionally(new LocalFailure(process.label() + " says nothing of what it serves."));
            }
        });
        questions.onNext(question);
        var response = answer.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        questions.onCompleted();
        return response;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
