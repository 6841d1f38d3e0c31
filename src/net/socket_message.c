/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* The part of socket_call.h that knows at which of its numbers a datagram came. */
#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "net/socket_call.h"

/* ip(7) and ipv6(7): what a socket of either family is told of a datagram. */
union place {
	char room[CMSG_SPACE(sizeof(struct in6_pktinfo))];
	struct cmsghdr aligned;
};

static void
place_of_ipv4(struct sockaddr_any *at, const void *told)
{
	struct in_pktinfo info;
	struct sockaddr_in address = { .sin_family = AF_INET };
	memcpy(&info, told, sizeof(info));
	/* Of a broadcast this is the own address. */
	address.sin_addr = info.ipi_spec_dst;
	memcpy(&at->storage, &address, sizeof(address));
	at->size = sizeof(address);
}

static void
place_of_ipv6(struct sockaddr_any *at, const void *told)
{
	struct in6_pktinfo info;
	struct sockaddr_in6 address = { .sin6_family = AF_INET6 };
	memcpy(&info, told, sizeof(info));
	address.sin6_addr = info.ipi6_addr;
	/* sockaddr_to_number() takes it for a link-local address only. */
	address.sin6_scope_id = (uint32_t)info.ipi6_ifindex;
	memcpy(&at->storage, &address, sizeof(address));
	at->size = sizeof(address);
}

/* Size 0 when nothing was told. */
static void
find_place(struct sockaddr_any *at, struct msghdr *message)
{
	memset(at, 0, sizeof(*at));
	for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part != NULL;
	     part = CMSG_NXTHDR(message, part)) {
		if (part->cmsg_level == IPPROTO_IP &&
		    part->cmsg_type == IP_PKTINFO)
			place_of_ipv4(at, CMSG_DATA(part));
		if (part->cmsg_level == IPPROTO_IPV6 &&
		    part->cmsg_type == IPV6_PKTINFO)
			place_of_ipv6(at, CMSG_DATA(part));
	}
}

ssize_t
socket_call_recvmsg(struct ladder *ladder, int descriptor, void *to,
    size_t room, struct sockaddr_any *from, struct sockaddr_any *at)
{
	struct ladder_entry made = { .call = LADDER_RECVMSG,
		.descriptor = descriptor };
	struct iovec piece = { .iov_base = to, .iov_len = room };
	union place place;
	struct msghdr message;
	do {
		memset(from, 0, sizeof(*from));
		message = (struct msghdr){
			.msg_name = &from->storage,
			.msg_namelen = sizeof(from->storage),
			.msg_iov = &piece,
			.msg_iovlen = 1,
			.msg_control = place.room,
			.msg_controllen = sizeof(place.room),
		};
		made.result = recvmsg(descriptor, &message, MSG_TRUNC);
	} while (made.result < 0 && errno == EINTR);
	made.error = made.result < 0 ? errno : 0;
	from->size = message.msg_namelen;
	memset(at, 0, sizeof(*at));
	if (made.result >= 0) {
		find_place(at, &message);
		made.address = *from;
	}
	ladder_note(ladder, &made);
	return (ssize_t)made.result;
}

static void
put_place(struct msghdr *message, int level, int type, const void *info,
    size_t size)
{
	struct cmsghdr *part = CMSG_FIRSTHDR(message);
	part->cmsg_level = level;
	part->cmsg_type = type;
	part->cmsg_len = CMSG_LEN(size);
	memcpy(CMSG_DATA(part), info, size);
	message->msg_controllen = CMSG_SPACE(size);
}

static void
put_source(struct msghdr *message, const struct sockaddr_any *as)
{
	if (as->storage.ss_family == AF_INET) {
		struct sockaddr_in address;
		memcpy(&address, &as->storage, sizeof(address));
		struct in_pktinfo info = { .ipi_spec_dst = address.sin_addr };
		put_place(message, IPPROTO_IP, IP_PKTINFO, &info, sizeof(info));
		return;
	}
	struct sockaddr_in6 address;
	memcpy(&address, &as->storage, sizeof(address));
	struct in6_pktinfo info = {
		.ipi6_addr = address.sin6_addr,
		.ipi6_ifindex = address.sin6_scope_id,
	};
	put_place(message, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof(info));
}

ssize_t
socket_call_sendmsg(struct ladder *ladder, int descriptor, const void *from,
    size_t size, const struct sockaddr_any *to, const struct sockaddr_any *as)
{
	struct ladder_entry made = { .call = LADDER_SENDMSG,
		.descriptor = descriptor,
		.address = *to };
	struct sockaddr_any address = *to;
	struct iovec piece = { .iov_base = (void *)(uintptr_t)from,
		.iov_len = size };
	union place place = { .room = { 0 } };
	struct msghdr message = {
		.msg_name = &address.storage,
		.msg_namelen = address.size,
		.msg_iov = &piece,
		.msg_iovlen = 1,
		.msg_control = place.room,
		.msg_controllen = sizeof(place.room),
	};
	put_source(&message, as);
	do {
		made.result = sendmsg(descriptor, &message, MSG_NOSIGNAL);
	} while (made.result < 0 && errno == EINTR);
	made.error = made.result < 0 ? errno : 0;
	ladder_note(ladder, &made);
	return (ssize_t)made.result;
}
