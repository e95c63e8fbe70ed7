package dev.roundtrip.chaos.proxy;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What arrived at a proxy and is to be passed on. */
sealed interface Parcel {
    /** Passes it on. */
    void writeTo(Socket socket) throws IOException;

    /** How many bytes it carries. */
    int size();

    /** The same, to be passed on later. */
    Parcel kept();

    /** The same in pieces of at most so many bytes. */
    List<Parcel> sliced(int most);

    /**
     * Some bytes. The buffer is used again as soon as they have been passed on; a kept one isn't.
     *
     * @param buffer begins with them
     */
    record Bytes(byte[] buffer, int size) implements Parcel {
        @Override
        public void writeTo(Socket socket) throws IOException {
            socket.getOutputStream().write(buffer, 0, size);
        }

        @Override
        public Parcel kept() {
            return part(0, size);
        }

        @Override
        public List<Parcel> sliced(int most) {
            return IntStream.iterate(0, begin -> begin < size, begin -> begin + most)
                    .mapToObj(begin -> part(begin, Math.min(size, begin + most)))
                    .toList();
        }

        private Parcel part(int begin, int end) {
            return new Bytes(Arrays.copyOfRange(buffer, begin, end), end - begin);
        }
    }

    /** Nothing more will be sent. */
    record End() implements Parcel {
        @Override
        public void writeTo(Socket socket) throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public Parcel kept() {
            return this;
        }

        @Override
        public List<Parcel> sliced(int most) {
            return List.of(this);
        }
    }

    /** The connection broke: passing that on is to break the other one. */
    record Broken(IOException how) implements Parcel {
        @Override
        public void writeTo(Socket socket) throws IOException {
            throw how;
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public Parcel kept() {
            return this;
        }

        @Override
        public List<Parcel> sliced(int most) {
            return List.of(this);
        }
    }
}
