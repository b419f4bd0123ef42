// Sends HL7 admissions over K MLLP connections and receives the deliveries over HTTP, in one process with one clock, so
// that the time from acknowledgement to delivery is measured and not estimated. Prints one line of JSON.
//
//   load MLLP_PORT HTTP_PORT CONNECTIONS KEYS MESSAGES RATE
//
// RATE is messages a second over all connections, 0 for as fast as they are acknowledged. A key stays on one connection,
// and a connection waits for each acknowledgement, as MLLP asks. KEYS must be a multiple of CONNECTIONS.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { SENDER, LISTENER, RECEIVER };
enum { MESSAGE_BYTES_MAX = 2048, IDLE_SECONDS_MAX = 30 };

typedef struct {
    int kind, fd, waiting;
    long current, next;  // Messages of a sender: the one not acknowledged yet, and the one after it.
    char *buffer;
    size_t used, size;
} Peer;

static long connections, keys, messages;
static double rate, begun;
static double *sent_at, *acked_at, *delivered_at;
static long sent, acked, refused, delivered, repeated, disorder, unknown;
static long *newest;
static int epoll;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void watch(Peer *peer) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, peer->fd, &event)) fail("epoll_ctl");
}

static Peer *new_peer(int kind, int fd) {
    Peer *peer = calloc(1, sizeof *peer);
    int on = 1;
    peer->kind = kind;
    peer->fd = fd;
    if (kind != LISTENER) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    watch(peer);
    return peer;
}

static struct sockaddr_in address(int port) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return a;
}

static int connect_to(int port) {
    struct sockaddr_in a = address(port);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&a, sizeof a)) fail("connect to MLLP port");
    return fd;
}

static int listen_on(int port) {
    struct sockaddr_in a = address(port);
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&a, sizeof a) || listen(fd, 1024)) fail("listen on HTTP port");
    return fd;
}

static void send_all(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(fd, bytes, count);
        if (written < 0 && errno == EAGAIN) {
            usleep(50);
            continue;
        }
        if (written < 0) return;
        bytes += written;
        count -= written;
    }
}

static int due(long i) { return i < messages && (rate == 0 || now() >= begun + i / rate); }

// Message i belongs to key i % keys and is that key's number i / keys + 1.
static void send_next(Peer *peer) {
    if (peer->waiting || !due(peer->next)) return;
    char text[MESSAGE_BYTES_MAX];
    long i = peer->next, key = i % keys, number = i / keys + 1;
    int count = snprintf(
        text, sizeof text,
        "\x0bMSH|^~\\&|HIS|HOSPITAL|JUNCTION|CARE|20261001120000||ADT^A01^ADT_A01|B%ld|P|2.4\r"
        "EVN|A01|20261001120000\r"
        "PID|1||K%ld^^^HOSPITAL^MR||KTK%ldX%ldZ^Ada^^^Mrs||19420314|F|||1 High Street^^Leeds^^LS1 1AA^GB\r"
        "PV1|1|I|WARD1^ROOM2^BED3^HOSPITAL||||1234^Smith^Jane|||MED||||1|||||%ld^^^HOSPITAL^VN|||||||||||||||||||||||||20261001115500\r"
        "\x1c\r",
        i, key, key, number, i + 1);
    sent_at[i] = now();
    peer->current = i;
    peer->next = i + connections;
    peer->waiting = 1;
    sent++;
    send_all(peer->fd, text, count);
}

static void grow(Peer *peer) {
    if (peer->size - peer->used >= 65536) return;
    peer->size = peer->size ? peer->size * 2 : 131072;
    peer->buffer = realloc(peer->buffer, peer->size + 1);
}

// Reads what there is; false when the peer has closed.
static int fill(Peer *peer) {
    grow(peer);
    ssize_t count = read(peer->fd, peer->buffer + peer->used, peer->size - peer->used);
    if (count <= 0) return count < 0 && errno == EAGAIN;
    peer->used += count;
    peer->buffer[peer->used] = 0;
    return 1;
}

static void drop(Peer *peer, size_t count) {
    memmove(peer->buffer, peer->buffer + count, peer->used - count + 1);
    peer->used -= count;
}

static void acknowledge(Peer *peer) {
    char *end;
    while (peer->used && (end = memmem(peer->buffer, peer->used, "\x1c\r", 2))) {
        char *code = memmem(peer->buffer, end - peer->buffer, "\rMSA|", 5);
        int accepted = code && (code[5] == 'A' || code[5] == 'C') && code[6] == 'A';
        if (accepted) {
            acked++;
            acked_at[peer->current] = now();
        } else if (refused++ == 0) {
            fprintf(stderr, "refused: %.*s\n", (int)(end - peer->buffer), peer->buffer);
        }
        drop(peer, end - peer->buffer + 2);
        peer->waiting = 0;
        send_next(peer);
    }
}

static void arrived(long key, long number) {
    long i = (number - 1) * keys + key;
    if (key < 0 || key >= keys || number < 1 || i >= messages) {
        unknown++;
    } else if (delivered_at[i]) {
        repeated++;
    } else {
        delivered_at[i] = now();
        delivered++;
        if (number < newest[key]) disorder++;
        else newest[key] = number;
    }
}

static void record(const char *body, size_t count) {
    const char *end = body + count, *at = body;
    long last_key = -1, last_number = -1;
    while ((at = memmem(at, end - at, "KTK", 3))) {
        char *rest;
        long key = strtol(at + 3, &rest, 10), number = *rest == 'X' ? strtol(rest + 1, &rest, 10) : -1;
        at += 3;
        if (number < 0 || *rest != 'Z' || (key == last_key && number == last_number)) continue;
        arrived(key, number);
        last_key = key;
        last_number = number;
    }
}

// The length of one whole request at the start of the buffer, 0 if it is not all there.
static size_t request(Peer *peer, char **body) {
    char *head = memmem(peer->buffer, peer->used, "\r\n\r\n", 4);
    if (!head) return 0;
    *head = 0;
    char *length = strcasestr(peer->buffer, "content-length:");
    int chunked = strcasestr(peer->buffer, "transfer-encoding: chunked") != NULL;
    *head = '\r';
    *body = head + 4;
    if (chunked) {
        char *end = memmem(*body, peer->buffer + peer->used - *body, "\r\n0\r\n\r\n", 7);
        return end ? end + 7 - peer->buffer : 0;
    }
    size_t whole = *body - peer->buffer + (length ? strtoul(length + 15, NULL, 10) : 0);
    return peer->used >= whole ? whole : 0;
}

static void receive(Peer *peer) {
    static const char taken[] = "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: 2\r\n\r\n{}";
    static const char token[] =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 64\r\n\r\n"
        "{\"access_token\":\"token\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
    size_t count;
    char *body;
    while (peer->used && (count = request(peer, &body))) {
        // The token service of OAuth 2 is asked once, before the first delivery.
        int is_token = memmem(peer->buffer, body - peer->buffer, "/oauth/token", 12) != NULL;
        record(body, peer->buffer + count - body);
        drop(peer, count);
        if (is_token) send_all(peer->fd, token, sizeof token - 1);
        else send_all(peer->fd, taken, sizeof taken - 1);
    }
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void spread(const char *name, const double *from, const double *to) {
    double *spans = malloc((messages + 1) * sizeof *spans);
    long count = 0;
    for (long i = 0; i < messages; i++)
        if (from[i] && to[i]) spans[count++] = (to[i] - from[i]) * 1000;
    qsort(spans, count, sizeof *spans, ascending);
    if (count)
        printf(
            ", \"%s_ms\": {\"p50\": %.3f, \"p99\": %.3f, \"max\": %.3f}", name, spans[count / 2],
            spans[count * 99 / 100], spans[count - 1]);
    free(spans);
}

static double last(const double *times) {
    double latest = begun;
    for (long i = 0; i < messages; i++)
        if (times[i] > latest) latest = times[i];
    return latest - begun;
}

static void report(void) {
    printf(
        "{\"sent\": %ld, \"acknowledged\": %ld, \"refused\": %ld, \"delivered\": %ld, \"repeated\": %ld, "
        "\"disorder\": %ld, \"unknown\": %ld, \"seconds_to_last_acknowledgement\": %.4f, \"seconds_to_last_delivery\": %.4f",
        sent, acked, refused, delivered, repeated, disorder, unknown, last(acked_at), last(delivered_at));
    spread("acknowledgement", sent_at, acked_at);
    spread("acknowledged_to_delivered", acked_at, delivered_at);
    printf("}\n");
}

static void serve(Peer *peer) {
    if (peer->kind == LISTENER) {
        int fd = accept(peer->fd, NULL, NULL);
        if (fd >= 0) new_peer(RECEIVER, fd);
        return;
    }
    if (!fill(peer)) {
        epoll_ctl(epoll, EPOLL_CTL_DEL, peer->fd, NULL);
        close(peer->fd);
        return;
    }
    if (peer->kind == SENDER) acknowledge(peer);
    else receive(peer);
}

int main(int count, char **arguments) {
    if (count != 7) return fprintf(stderr, "usage: load MLLP_PORT HTTP_PORT CONNECTIONS KEYS MESSAGES RATE\n"), 64;
    connections = atol(arguments[3]), keys = atol(arguments[4]), messages = atol(arguments[5]);
    rate = atof(arguments[6]);
    if (connections < 1 || keys % connections) return fprintf(stderr, "KEYS must be a multiple of CONNECTIONS\n"), 64;
    sent_at = calloc(messages, sizeof(double)), acked_at = calloc(messages, sizeof(double));
    delivered_at = calloc(messages, sizeof(double)), newest = calloc(keys, sizeof(long));
    epoll = epoll_create1(0);
    new_peer(LISTENER, listen_on(atoi(arguments[2])));
    Peer **senders = calloc(connections, sizeof *senders);
    for (long i = 0; i < connections; i++) {
        senders[i] = new_peer(SENDER, connect_to(atoi(arguments[1])));
        senders[i]->next = i;
    }
    begun = now();
    double progressed = begun;
    long seen = 0;
    struct epoll_event events[256];
    while (delivered + refused < messages && now() - progressed < IDLE_SECONDS_MAX) {
        if (sent < messages)
            for (long i = 0; i < connections; i++) send_next(senders[i]);
        int ready = epoll_wait(epoll, events, 256, sent < messages && rate > 0 ? 1 : 1000);
        for (int i = 0; i < ready; i++) serve(events[i].data.ptr);
        if (acked + refused + delivered != seen) progressed = now();
        seen = acked + refused + delivered;
    }
    report();
    return delivered + refused < messages;
}
