package dev.roundtrip.chaos.fuzz.http;

import com.google.protobuf.Descriptors.Descriptor;
import dev.roundtrip.chaos.fuzz.message.Damage;
import dev.roundtrip.chaos.fuzz.message.Vocabulary;
import dev.roundtrip.chaos.fuzz.message.Wild;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes requests that nobody should make, and bytes that are none. */
public final class HttpGarbage {
    private static final String JSON = "application/json";
    private static final List<String> METHODS = List.of(
            "GET",
            "POST",
            "PUT",
            "PATCH",
            "DELETE",
            "HEAD",
            "OPTIONS",
            "TRACE",
            "PROPFIND",
            "get",
            "X",
            "M".repeat(200));
    private static final List<String> SEGMENTS = List.of(
            "%00",
            "..;",
            "..%2f..%2f",
            "%2e%2e",
            "..",
            ".",
            "%",
            "%zz",
            "%c0%80",
            "%ff",
            "a%0d%0aSet-Cookie:x",
            "%F0%9F%9A%80",
            "+",
            ";a=b",
            "*",
            "{id}",
            "nil",
            "00000000-0000-0000-0000-000000000000",
            "01980000-0000-7000-8000-000000000001%20",
            "q/health",
            "~",
            "x".repeat(300),
            "x".repeat(3_000),
            "a/".repeat(200));
    private static final List<String> QUERIES = List.of(
            "?",
            "?a",
            "?a=%",
            "?a=%00",
            "?a[]=1&a[]=2",
            "?__proto__=1",
            "?wait=-1",
            "?" + "a=b&".repeat(400),
            "?%ff=%fe",
            "?a=1#b");
    private static final List<String> TYPES = List.of(
            JSON,
            "application/json;charset=utf-16",
            "application/json;charset=nonsense",
            "application/json;charset=\"",
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/octet-stream",
            "application/grpc",
            "application/grpc-web",
            "*/*",
            "json",
            "/",
            ";;;",
            "");
    private static final List<String> ACCEPTS = List.of(
            "*/*", JSON, "application/xml", "text/html", "application/json;q=2", "application/json;q=x", ",,", "/", "");
    private static final List<Map.Entry<String, String>> ODD = List.of(
            Map.entry("Content-Encoding", "gzip"),
            Map.entry("Content-Encoding", "br"),
            Map.entry("Expect", "100-continue"),
            Map.entry("Expect", "the unexpected"),
            Map.entry("Cookie", "=;=;" + "a=b; ".repeat(100)),
            Map.entry("Cookie", "\"\\"),
            Map.entry("Authorization", "Basic !!!"),
            Map.entry("Authorization", "Bearer ."),
            Map.entry("X-HTTP-Method-Override", "DELETE"),
            Map.entry("X-Forwarded-For", "';--"),
            Map.entry("X-Forwarded-Host", "evil.example"),
            Map.entry("Forwarded", "for=\"_x;by=;;"),
            Map.entry("Range", "bytes=-1--2"),
            Map.entry("If-Modified-Since", "yesterday"),
            Map.entry("If-None-Match", "*"),
            Map.entry("Origin", "null"),
            Map.entry("Accept-Language", "x-;q=nan"),
            Map.entry("Accept-Encoding", "gzip;q=-1, *"),
            Map.entry("TE", "gzip"),
            Map.entry("traceparent", "00-" + "z".repeat(32)),
            Map.entry("Upgrade", "websocket"),
            Map.entry("X-Long", "x".repeat(7_000)),
            Map.entry("X-Bytes", "\u00e9\u0080\u00ff"));

    private final Vocabulary vocabulary;
    private final JsonGarbage json;

    public HttpGarbage(Vocabulary vocabulary, JsonGarbage json) {
        this.vocabulary = vocabulary;
        this.json = json;
    }

    /**
     * Something for this route.
     *
     * @param types the messages that routes take, by their full names
     */
    public HttpTry next(Route route, Map<String, Descriptor> types, RandomGenerator random) {
        var body = route.takes()
                .map(types::get)
                .map(type -> json.body(type, random))
                .orElseGet(() -> random.nextInt(4) > 0 ? new byte[0] : Damage.random(random.nextInt(500), random));
        return switch (random.nextInt(12)) {
            case 0 ->
                HttpTry.request(
                        "an odd path", route, new Request(route.method(), oddTarget(route, random), body).bytes());
            case 1 ->
                HttpTry.request(
                        "an odd method",
                        route,
                        new Request(Wild.any(METHODS, random), target(route, random), body).bytes());
            case 2, 3 ->
                HttpTry.request(
                        "odd headers", route, oddHeaders(route, body, random).bytes());
            case 4 ->
                HttpTry.garbage(
                        "a length that lies",
                        route,
                        NoRequest.lying(route.method(), target(route, random), body, random));
            case 5 -> HttpTry.garbage("no HTTP", route, NoRequest.any(target(route, random), random));
            case 6 ->
                HttpTry.garbage(
                        "a damaged request",
                        route,
                        Damage.to(new Request(route.method(), target(route, random), body).bytes(), random));
            case 7 -> random.nextInt(5) == 0 ? slowly(route, body, random) : plain(route, body, random);
            default -> plain(route, body, random);
        };
    }

    private HttpTry plain(Route route, byte[] body, RandomGenerator random) {
        return HttpTry.request("a body", route, new Request(route.method(), target(route, random), body).bytes());
    }

    /** In pieces of a few bytes, the pauses between them bounded. */
    private HttpTry slowly(Route route, byte[] body, RandomGenerator random) {
        var bytes = new Request(route.method(), target(route, random), body).bytes();
        int pieces = 1 + random.nextInt(30);
        int size = bytes.length / pieces + 1;
        var cut = new ArrayList<byte[]>();
        for (int from = 0; from < bytes.length; from += size) {
            cut.add(java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
        }
        return new HttpTry("a slow sender", route, cut, true);
    }

    private String target(Route route, RandomGenerator random) {
        return route.path().replaceAll("\\{[a-z]+}", random.nextInt(3) > 0 ? vocabulary.trip(random) : "none");
    }

    private String oddTarget(Route route, RandomGenerator random) {
        var segment = Wild.any(SEGMENTS, random);
        var path =
                switch (random.nextInt(4)) {
                    case 0 -> route.path().replaceAll("/[^/]*$", "/" + segment);
                    case 1 -> route.path().replaceAll("\\{[a-z]+}", "none") + "/" + segment;
                    case 2 -> "/" + segment + target(route, random);
                    default -> target(route, random).replace("/", "//");
                };
        return random.nextBoolean() ? path : path + Wild.any(QUERIES, random);
    }

    private Request oddHeaders(Route route, byte[] body, RandomGenerator random) {
        var request = new Request(route.method(), target(route, random), body);
        if (random.nextBoolean()) {
            request.set("Content-Type", Wild.any(TYPES, random));
        }
        if (random.nextBoolean()) {
            request.set("Accept", Wild.any(ACCEPTS, random));
        }
        for (int times = random.nextInt(3); times > 0; times--) {
            var odd = Wild.any(ODD, random);
            request.set(odd.getKey(), odd.getValue());
        }
        return request;
    }

    /** A request in the making; what is set twice is sent twice, but for what there is from the beginning. */
    private static final class Request {
        private final String line;
        private final byte[] body;
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();

        private Request(String method, String target, byte[] body) {
            this.line = method + " " + target + " HTTP/1.1\r\n";
            this.body = body;
            set("Host", "127.0.0.1");
            set("Connection", "close");
            set("Content-Type", JSON);
            if (body.length > 0 || method.equals("POST")) {
                set("Content-Length", Integer.toString(body.length));
            }
        }

        private void set(String name, String value) {
            if (name.equals("Content-Type") || name.equals("Accept")) {
                headers.removeIf(header -> header.getKey().equals(name));
            }
            headers.add(Map.entry(name, value));
        }

        private byte[] bytes() {
            var head = new StringBuilder(line);
            headers.forEach(header -> head.append(header.getKey())
                    .append(": ")
                    .append(header.getValue())
                    .append("\r\n"));
            return Damage.joined(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), body);
        }
    }
}
