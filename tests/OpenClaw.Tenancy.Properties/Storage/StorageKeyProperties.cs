using OpenClaw.Tenancy.Properties.Laws;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Properties.Storage;

/// <summary>Laws of storage keys.</summary>
public sealed class StorageKeyProperties
{
    private const int Cases = 30_000;

    [Fact]
    public void Encode_is_injective_in_every_form() => Law.Check(KeyGens.Neighbours, static (pair, tally) =>
    {
        bool both = pair.One.TryEncode(out StorageKey one) & pair.Two.TryEncode(out StorageKey two);
        if (!tally.Count("both are keys", both))
        {
            return true;
        }

        bool same = tally.Count("same", pair.One.SameAs(pair.Two));

        // Without case, as the laxest file system and database compare.
        return same == string.Equals(one.Text, two.Text, StringComparison.OrdinalIgnoreCase)
            && same == (one == two)
            && same == one.ToBinary().AsSpan().SequenceEqual(two.ToBinary())
            && same == string.Equals(one.ToRedisKey(), two.ToRedisKey(), StringComparison.OrdinalIgnoreCase)
            && same == string.Equals(one.ToRelativePath(), two.ToRelativePath(), StringComparison.OrdinalIgnoreCase);
    }, Cases).AtLeast("both are keys", 0.4).AtLeast("same", 0.05);

    [Fact]
    public void What_is_encoded_is_read_back_and_no_other_tenant_reads_it() => Law.Check(KeyGens.Tuple, static (tuple, tally) =>
    {
        if (!tally.Count("is a key", tuple.TryEncode(out StorageKey key)))
        {
            return true;
        }

        var other = TenantId.From(tuple.Tenant + "-x");
        return StorageKeyPartitioner.TryDecode(tuple.Id, key.Text, out StorageKeyParts? fromText) && Same(fromText, tuple, key)
            && StorageKeyPartitioner.TryDecode(tuple.Id, key.ToBinary(), out StorageKeyParts? fromBinary) && Same(fromBinary, tuple, key)
            && !StorageKeyPartitioner.TryDecode(other, key.Text, out _)
            && !StorageKeyPartitioner.TryDecode(other, key.ToBinary(), out _);
    }, Cases).AtLeast("is a key", 0.4);

    [Fact]
    public void A_text_that_is_read_is_the_text_that_is_written() => Law.Check(KeyGens.Neighbours, static (pair, tally) =>
    {
        // A key with raw pieces behind it: most are no canonical text.
        string raw = pair.One.TryEncode(out StorageKey key) ? $"{key.Text}/{string.Join('/', pair.Two.Segments)}" : "tenants/a/a";
        return !tally.Count("is read", StorageKeyPartitioner.TryDecode(pair.One.Id, raw, out StorageKeyParts? parts))
            || (parts!.Key.Text == raw && StorageKeyPartitioner.Encode(pair.One.Id, parts.Kind, parts.Segments.AsSpan()).Text == raw);
    }, Cases).AtLeast("is read", 0.02);

    [Fact]
    public void No_tenants_prefix_begins_anothers_keys() => Law.Check(KeyGens.Neighbours, static (pair, tally) =>
    {
        if (!tally.Count("is a key", pair.One.TryEncode(out StorageKey key)))
        {
            return true;
        }

        bool own = tally.Count("own", pair.One.Tenant == pair.Two.Tenant);
        StoragePrefix prefix = StorageKeyPartitioner.Prefix(pair.Two.Id);
        return own == prefix.Contains(key)
            && own == prefix.ToRange().Contains(key.Text)
            && own == prefix.ToBinaryRange().Contains(key.ToBinary())
            && own == key.ToRedisKey().StartsWith(prefix.ToRedisPrefix(), StringComparison.Ordinal)
            && prefix.Text[^1] == StorageKeyPartitioner.Delimiter;
    }, Cases).AtLeast("own", 0.2);

    [Fact]
    public void A_range_holds_exactly_what_lies_below() => Law.Check(KeyGens.Several, static (tuples, tally) =>
    {
        (KeyTuple Tuple, StorageKey Key)[] keys =
            [.. tuples.Select(static t => (t, Made: t.TryEncode(out StorageKey key), key)).Where(static x => x.Made).Select(static x => (x.t, x.key))];
        foreach ((KeyTuple above, StorageKey key) in keys)
        {
            StoragePrefix prefix = key.ToPrefix();
            (StorageRange text, BinaryStorageRange binary) = (prefix.ToRange(), prefix.ToBinaryRange());
            foreach ((KeyTuple tuple, StorageKey other) in keys)
            {
                bool below = tally.Count("below", tuple.Tenant == above.Tenant && tuple.Kind == above.Kind && tuple.Segments.Length > above.Segments.Length
                    && tuple.Segments.AsSpan(0, above.Segments.Length).SequenceEqual(above.Segments));
                if (below != prefix.Contains(other) || below != text.Contains(other.Text) || below != binary.Contains(other.ToBinary()))
                {
                    return false;
                }
            }
        }

        return true;
    }, 1_000).AtLeast("below", 0.005);

    private static bool Same(StorageKeyParts parts, KeyTuple tuple, StorageKey key) =>
        parts.Tenant == tuple.Id && parts.Key == key && parts.WorkspaceOf is null && tuple.SameAs(new KeyTuple(parts.Tenant.ToString(), parts.Kind, [.. parts.Segments]));
}
