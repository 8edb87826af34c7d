using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Says which addresses belong to the public network, by the special-purpose registries of IANA.</summary>
public static class EgressAddresses
{
    // What is not for everybody: special-purpose, private, multicast, and the addresses at which clouds answer about the machine itself.
    private static readonly AddressBlocks Special4 = new(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4");

    // Of IPv6 only global unicast is public at all, and of that not what stands here.
    private static readonly AddressBlocks Global6 = new("2000::/3");
    private static readonly AddressBlocks Special6 = new("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20");

    private static readonly AddressBlocks Translated = new("64:ff9b::/96", "64:ff9b:1::/96");
    private static readonly AddressBlocks Teredo = new("2001::/32");
    private static readonly AddressBlocks SixToFour = new("2002::/16");

    // Never, whoever says so: link-local, and where a cloud hands out the credentials of the machine.
    private static readonly AddressBlocks Metadata = new("169.254.0.0/16", "100.100.100.200/32", "168.63.129.16/32", "fe80::/10", "fd00:ec2::254/128");

    /// <summary>Whether an address is public, and what is wrapped in it as well (mapped, NAT64, 6to4, Teredo, ISATAP).</summary>
    /// <param name="address">The address.</param>
    /// <returns>True when it is; false for everything that is not known to be.</returns>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out int length) && length switch
        {
            4 => !Special4.Contain(bytes[..4]),
            16 => address.ScopeId == 0 && IsPublic6(bytes),
            _ => false,
        };
    }

    internal static bool IsNever(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return !address.TryWriteBytes(bytes, out int length) || (length == 16 && address.ScopeId != 0) || Metadata.Contain(bytes[..length]);
    }

    /// <summary>The address that a socket is opened to: a mapped one is the IPv4 address that it is.</summary>
    internal static IPAddress Unmap(IPAddress address) =>
        address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static bool IsPublic6(ReadOnlySpan<byte> a)
    {
        bool isMapped = a[..10].IndexOfAnyExcept((byte)0) < 0 && BinaryPrimitives.ReadUInt16BigEndian(a[10..]) == ushort.MaxValue;
        if (isMapped || Translated.Contain(a))
        {
            return !Special4.Contain(a[12..]);
        }

        if (SixToFour.Contain(a))
        {
            return !Special4.Contain(a[2..6]) && !HidesIsatap(a);
        }

        return Teredo.Contain(a) ? IsPublicTeredo(a) : Global6.Contain(a) && !Special6.Contain(a) && !HidesIsatap(a);
    }

    // The client's address stands at the end with each bit turned over.
    private static bool IsPublicTeredo(ReadOnlySpan<byte> a)
    {
        Span<byte> client = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(client, ~BinaryPrimitives.ReadUInt32BigEndian(a[12..]));
        return !Special4.Contain(client);
    }

    private static bool HidesIsatap(ReadOnlySpan<byte> a) =>
        (BinaryPrimitives.ReadUInt32BigEndian(a[8..]) & 0xFDFF_FFFF) == 0x0000_5EFE && Special4.Contain(a[12..]);
}
