using System.Collections.Immutable;
using System.Net;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Blocks of addresses, compared by the bits of their prefixes.</summary>
internal sealed class AddressBlocks
{
    private readonly ImmutableArray<(byte[] Bytes, int Bits)> _blocks;

    internal AddressBlocks(params string[] networks)
        : this(networks.Select(static n => IPNetwork.Parse(n)))
    {
    }

    internal AddressBlocks(IEnumerable<IPNetwork> networks) => _blocks = [.. networks.Select(static n => (n.BaseAddress.GetAddressBytes(), n.PrefixLength))];

    internal bool Contain(ReadOnlySpan<byte> address)
    {
        foreach ((byte[] bytes, int bits) in _blocks)
        {
            if (bytes.Length == address.Length && Begins(address, bytes, bits))
            {
                return true;
            }
        }

        return false;
    }

    internal bool Contain(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out int length) && Contain(bytes[..length]);
    }

    private static bool Begins(ReadOnlySpan<byte> address, ReadOnlySpan<byte> block, int bits)
    {
        int whole = bits / 8;
        int rest = bits % 8;
        return address[..whole].SequenceEqual(block[..whole]) && (rest == 0 || (address[whole] ^ block[whole]) >> (8 - rest) == 0);
    }
}
