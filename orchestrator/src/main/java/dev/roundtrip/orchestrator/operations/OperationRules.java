package dev.roundtrip.orchestrator.operations;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.v1.AnswerStepRequest;
import dev.roundtrip.saga.v1.GetSagaHistoryRequest;
import dev.roundtrip.saga.v1.ListOrder;
import dev.roundtrip.saga.v1.ListSagasRequest;
import dev.roundtrip.saga.v1.SagaFlag;
import dev.roundtrip.saga.v1.SagaStatus;
import dev.roundtrip.saga.v1.SeenSaga;
import dev.roundtrip.saga.v1.StepDirection;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Texts;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** What operators may ask for: the bounds that the contract names. */
final class OperationRules {
    static final int MAX_PAGE = 200;
    static final int MAX_HISTORY = 500;
    static final int MAX_HISTORY_WITH_PAYLOADS = 50;

    private static final int MAX_BATCH = 100;
    private static final int MAX_ACTOR = 120;
    private static final int MAX_REASON = 250;
    private static final int MAX_PAYLOAD = 32 * 1024;
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern REASON_CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    private OperationRules() {}

    private static boolean isSagaId(String text) {
        return UUID_TEXT.matcher(text).matches();
    }

    /** The id that a call about one saga names. */
    static UUID sagaId(String text) {
        var found = new FieldViolations();
        sagaId(text, "saga_id", found);
        found.throwIfAny();
        return UUID.fromString(text);
    }

    private static void sagaId(String text, String field, FieldViolations found) {
        found.require(isSagaId(text), field, "must be a saga's id: a UUID in its 36-character form");
    }

    static void list(ListSagasRequest request, boolean tokenFits) {
        var found = new FieldViolations();
        found.require(
                request.getStatusesList().stream()
                        .noneMatch(status ->
                                status == SagaStatus.UNRECOGNIZED || status == SagaStatus.SAGA_STATUS_UNSPECIFIED),
                "statuses",
                "must be of the statuses of SagaStatus");
        found.require(
                request.getFlagsList().stream()
                        .noneMatch(flag -> flag == SagaFlag.UNRECOGNIZED || flag == SagaFlag.SAGA_FLAG_UNSPECIFIED),
                "flags",
                "must be of the flags of SagaFlag");
        if (!request.getDefinition().isEmpty()) {
            name(request.getDefinition(), "definition", found);
        }
        found.require(request.getVersion() >= 0, "version", "must be from 1, or zero for any");
        found.require(
                request.getVersion() == 0 || !request.getDefinition().isEmpty(),
                "version",
                "is that of a definition, which must be given too");
        boolean times = time(request.hasStartedFrom(), request.getStartedFrom(), "started_from", found)
                & time(request.hasStartedBefore(), request.getStartedBefore(), "started_before", found);
        if (times && request.hasStartedFrom() && request.hasStartedBefore()) {
            found.require(
                    Timestamps.compare(request.getStartedFrom(), request.getStartedBefore()) < 0,
                    "started_before",
                    "must be after started_from");
        }
        found.require(request.getOrder() != ListOrder.UNRECOGNIZED, "order", "must be one of the orders of ListOrder");
        size(request.getPageSize(), MAX_PAGE, found);
        found.require(
                tokenFits,
                "page_token",
                "must be the next_page_token of a page that was asked for with everything else the same");
        found.throwIfAny();
    }

    private static boolean time(boolean given, Timestamp time, String field, FieldViolations found) {
        return found.require(!given || Timestamps.isValid(time), field, "must be a time of the years 1 to 9999");
    }

    private static void size(int size, int most, FieldViolations found) {
        found.require(size >= 0 && size <= most, "page_size", "must be 0 to " + most);
    }

    static void history(GetSagaHistoryRequest request) {
        var found = new FieldViolations();
        sagaId(request.getSagaId(), "saga_id", found);
        found.require(request.getAfterSequence() >= 0, "after_sequence", "must not be negative");
        size(request.getPageSize(), request.getIncludePayloads() ? MAX_HISTORY_WITH_PAYLOADS : MAX_HISTORY, found);
        found.throwIfAny();
    }

    /** What every command is asked with. */
    static FieldViolations command(List<SeenSaga> sagas, String actor, String reason) {
        var found = new FieldViolations();
        found.require(!sagas.isEmpty() && sagas.size() <= MAX_BATCH, "sagas", "must be 1 to " + MAX_BATCH);
        var seen = new HashSet<String>();
        // No more than may be given: a list of what is wrong must not be longer than what was allowed to be asked.
        for (int i = 0; i < Math.min(sagas.size(), MAX_BATCH); i++) {
            var saga = sagas.get(i);
            var field = "sagas[" + i + "].";
            sagaId(saga.getSagaId(), field + "saga_id", found);
            found.require(
                    seen.add(saga.getSagaId().toLowerCase(Locale.ROOT)),
                    field + "saga_id",
                    "must be given once in a request");
            found.require(
                    saga.getLastSequence() >= 1,
                    field + "last_sequence",
                    "must be the number of the last event that was seen, from 1");
        }
        actor(actor, found);
        found.require(
                Texts.isLine(reason, MAX_REASON),
                "reason",
                "must be 1 to " + MAX_REASON + " characters, not blank, without control characters");
        return found;
    }

    private static void actor(String actor, FieldViolations found) {
        found.require(
                Texts.isLine(actor, MAX_ACTOR),
                "actor",
                "must be 1 to " + MAX_ACTOR + " characters, not blank, without control characters");
    }

    static void step(String step, FieldViolations found) {
        name(step, "step", found);
    }

    private static void name(String name, String field, FieldViolations found) {
        found.require(
                NAME.matcher(name).matches(),
                field,
                "must be 1 to 64 characters of a-z, 0-9 and '-', starting with a letter");
    }

    private static void payload(int size, String field, FieldViolations found) {
        found.require(size <= MAX_PAYLOAD, field, "must be at most 32 KiB");
    }

    /** What a command says of a step. */
    static void command(OperatorCommand command, FieldViolations found) {
        switch (command) {
            case OperatorCommand.RetryStep retry -> step(retry.step(), found);
            case OperatorCommand.MarkStepDone done -> {
                step(done.step(), found);
                payload(done.answer().size(), "answer", found);
            }
            case OperatorCommand.Pause pause -> {}
            case OperatorCommand.Resume resume -> {}
            case OperatorCommand.ForceCompensation force -> {}
        }
    }

    static void answer(AnswerStepRequest request) {
        var found = new FieldViolations();
        sagaId(request.getSagaId(), "saga_id", found);
        step(request.getStep(), found);
        actor(request.getActor(), found);
        boolean back = request.getDirection() == StepDirection.STEP_DIRECTION_COMPENSATION;
        found.require(
                back || request.getDirection() == StepDirection.STEP_DIRECTION_FORWARD,
                "direction",
                "must be FORWARD or COMPENSATION");
        switch (request.getAnswerCase()) {
            case CONFIRMED -> {
                var payload = request.getConfirmed().getPayload();
                payload(payload.size(), "confirmed.payload", found);
                found.require(!back || payload.isEmpty(), "confirmed.payload", "must be empty for COMPENSATION");
            }
            case REJECTED -> {
                found.require(!back, "rejected", "is for FORWARD alone: undoing can't be refused");
                found.require(
                        REASON_CODE.matcher(request.getRejected().getReason()).matches(),
                        "rejected.reason",
                        "must be UPPER_SNAKE_CASE of at most 64 characters");
                var message = request.getRejected().getMessage();
                found.require(
                        message.isEmpty() || Texts.isLine(message, MAX_REASON),
                        "rejected.message",
                        "must be at most " + MAX_REASON + " characters, without control characters");
            }
            case ANSWER_NOT_SET -> found.require(false, "answer", "must be confirmed or rejected");
        }
        found.throwIfAny();
    }
}
