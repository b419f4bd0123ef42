// What publish.c says to Redis and PostgreSQL, and how it reads what comes back. Included by it, in the middle.

typedef struct {
    const char *name;
    // What a connection says first.
    void (*greet)(Peer *, long number);
    // Writes a request with one event; returns where it ends.
    char *(*ask)(char *at, long number);
    // Takes one answer from the start of the buffer; false when it is not all there.
    int (*answer)(Peer *);
    // What stands before the number of an event that is delivered.
    const char *mark;
    size_t mark_length;
    // Takes what the reader has, and asks for more.
    void (*more)(Peer *);
} Broker;

static void say(Peer *peer, const char *text) { send_all(peer->fd, text, strlen(text)); }

// MARK: Redis streams

static const char *redis_read = "XREADGROUP GROUP g c COUNT 1000 BLOCK 0 NOACK STREAMS s >\r\n";

static void redis_greet(Peer *peer, long number) {
    if (!peer->reader) return;
    say(peer, "XGROUP CREATE s g $ MKSTREAM\r\n");
    say(peer, redis_read);
}

static char *redis_ask(char *at, long number) {
    return at
        + sprintf(
               at, "*5\r\n$4\r\nXADD\r\n$1\r\ns\r\n$1\r\n*\r\n$7\r\npayload\r\n$%d\r\nc%08ld%s\r\n", PAYLOAD, sent,
               payload + 9);
}

static int redis_answer(Peer *peer) {
    char *line = memmem(peer->buffer, peer->used, "\r\n", 2);
    if (!line) return 0;
    size_t whole = line + 2 - peer->buffer;
    if (*peer->buffer == '$') whole += atol(peer->buffer + 1) + 2;
    if (peer->used < whole) return 0;
    done(peer, *peer->buffer == '$', peer->buffer);
    drop(peer, whole);
    return 1;
}

// The length of the value at `at` (RESP2); 0 when it is not all there.
static size_t redis_value(const char *at, const char *end) {
    const char *line = memmem(at, end - at, "\r\n", 2);
    if (!line) return 0;
    size_t whole = line + 2 - at;
    long size = atol(at + 1);
    if (*at == '$') whole += size + 2;
    if (*at != '*') return at + whole <= end ? whole : 0;
    for (long i = 0; i < size; i++) {
        size_t part = redis_value(at + whole, end);
        if (!part) return 0;
        whole += part;
    }
    return whole;
}

static void redis_more(Peer *peer) {
    size_t whole;
    while (peer->used && (whole = redis_value(peer->buffer, peer->buffer + peer->used))) {
        if (*peer->buffer == '*') say(peer, redis_read);
        if (*peer->buffer == '-') fprintf(stderr, "%.200s\n", peer->buffer);
        drop(peer, whole);
    }
}

// MARK: PostgreSQL (protocol 3.0)

static char *put32(char *at, unsigned value) {
    for (int shift = 24; shift >= 0; shift -= 8) *at++ = value >> shift;
    return at;
}

static unsigned get32(const char *at) {
    const unsigned char *bytes = (const unsigned char *)at;
    return (unsigned)bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

// One message: its type, and what `text` says with its last zero.
static char *postgres_message(char *at, char type, const char *text, size_t length) {
    *at++ = type;
    at = put32(at, length + 4);
    memcpy(at, text, length);
    return at + length;
}

static long postgres_last;

static char *postgres_poll(char *at) {
    char text[200];
    // Those behind the last one may have been committed since.
    int length = snprintf(
        text, sizeof text, "SELECT max(id) OVER (), payload FROM event WHERE id > %ld ORDER BY id LIMIT 5000",
        postgres_last > 1000 ? postgres_last - 1000 : 0);
    return postgres_message(at, 'Q', text, length + 1);
}

static void postgres_greet(Peer *peer, long number) {
    char text[512], *at = text + 4;
    at = put32(at, 3 << 16);
    at += sprintf(at, "user") + 1;
    at += sprintf(at, "%s", key) + 1;
    at += sprintf(at, "database") + 1;
    at += sprintf(at, "postgres") + 1;
    *at++ = 0;
    put32(text, at - text);
    send_all(peer->fd, text, at - text);
    const char *prepare = "PREPARE p (text) AS INSERT INTO event (payload) VALUES ($1)";
    at = peer->reader ? postgres_poll(text) : postgres_message(text, 'Q', prepare, strlen(prepare) + 1);
    send_all(peer->fd, text, at - text);
}

static char *postgres_ask(char *at, long number) {
    // Bind: the unnamed portal, the statement p, no formats, one parameter, no formats of results.
    char text[PAYLOAD + 64], *end = text;
    *end++ = 0;
    end += sprintf(end, "p") + 1;
    memcpy(end, "\0\0\0\1", 4);
    end = put32(end + 4, PAYLOAD);
    end += sprintf(end, "c%08ld%s", sent, payload + 9);
    memcpy(end, "\0\0", 2);
    at = postgres_message(at, 'B', text, end + 2 - text);
    at = postgres_message(at, 'E', "\0\0\0\0", 5);
    return postgres_message(at, 'S', "", 0);
}

static int postgres_answer(Peer *peer) {
    if (peer->used < 5) return 0;
    size_t whole = 1 + get32(peer->buffer + 1);
    if (peer->used < whole) return 0;
    // Ready again: what was asked is committed. The first ones end the greeting.
    if (*peer->buffer == 'E') fprintf(stderr, "%.*s\n", (int)whole - 5, peer->buffer + 5), peer->failed = 1;
    if (*peer->buffer == 'Z') {
        if (peer->waiting && peer->greeted >= 2) done(peer, !peer->failed, "an error of the server");
        else peer->greeted++;
        peer->failed = 0;
    }
    drop(peer, whole);
    return 1;
}

static void postgres_more(Peer *peer) {
    char text[256];
    while (peer->used >= 5 && peer->used >= 1 + (size_t)get32(peer->buffer + 1)) {
        size_t whole = 1 + get32(peer->buffer + 1);
        // A row: how many columns, the length of the first one, the first one.
        if (*peer->buffer == 'D') {
            long last = atol(peer->buffer + 11);
            if (last > postgres_last) postgres_last = last, peer->found = 1;
        }
        int isReady = *peer->buffer == 'Z' && ++peer->greeted >= 2;
        drop(peer, whole);
        if (!isReady) continue;
        if (!peer->found) usleep(1000);
        peer->found = 0;
        send_all(peer->fd, text, postgres_poll(text) - text);
    }
}

static const Broker brokers[] = {
    {"redis", redis_greet, redis_ask, redis_answer, "\r\nc", 3, redis_more},
    {"postgres", postgres_greet, postgres_ask, postgres_answer, "\1\0c", 3, postgres_more},
};

// Nil for the protocols of publish.c itself.
static const Broker *broker;
