using System.Text;
using Dafny;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.Properties.Laws;
using OpenClaw.Tenancy.Properties.Storage;
using OpenClaw.Tenancy.Storage;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Model.Tests.Keys;

/// <summary>Storage keys as the library writes them and as the model does: both encodings, prefixes and ranges.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class KeyAgreementTests
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly int Cases = Seeds.IsLong ? 300_000 : 25_000;

    // Around the longest field and the longest key.
    private static Gen<KeyTuple> Long => from count in Gen.Choose(1, 7)
                                         from lengths in Gen.Frequency((3, Gen.Choose(80, 90)), (3, Gen.Choose(250, 257)), (1, Gen.Choose(1, 20))).ArrayOf(count)
                                         from piece in Gen.Elements("a", "A", ".", "\u00e9", "-")
                                         select new KeyTuple("acme", "docs", [.. lengths.Select(n => string.Concat(Enumerable.Repeat("a", n - 1)) + piece)]);

    [Fact]
    public void Text_and_binary_keys_are_the_models() => Law.Check(KeyGens.Tuple, Agrees, Cases).AtLeast("is a key", 0.4);

    [Fact]
    public void What_is_too_long_is_refused_where_the_model_refuses_it() => Law.Check(Long, Agrees, Cases / 20).AtLeast("is a key", 0.1);

    [Fact]
    public void Prefixes_and_ranges_hold_what_the_models_hold() => Law.Check(KeyGens.Neighbours, static (pair, tally) =>
    {
        if (!pair.One.TryEncode(out StorageKey above) || !pair.Two.TryEncode(out StorageKey key) || !tally.Count("both are keys", true))
        {
            return true;
        }

        ISequence<ISequence<byte>> a = Fields(pair.One)!;
        ISequence<ISequence<byte>> b = Fields(pair.Two)!;
        StoragePrefix prefix = above.ToPrefix();
        BinaryStorageRange range = prefix.ToBinaryRange();
        ISequence<byte> packed = BinaryKeys.__default.Pack(a);
        ISequence<byte> start = BinaryKeys.__default.Start(packed);
        ISequence<byte> end = BinaryKeys.__default.End(packed);
        bool below = tally.Count("below", BinaryKeys.__default.InRange(start, end, BinaryKeys.__default.Pack(b)));
        return prefix.Text == Text(TextKeys.__default.ListPrefix(a))
            && range.Start.Span.SequenceEqual(start.CloneAsArray()) && range.End.Span.SequenceEqual(end.CloneAsArray())
            && range.Contains(key.ToBinary()) == below && prefix.Contains(key) == below;
    }, Cases / 2).AtLeast("below", 0.01);

    private static bool Agrees(KeyTuple tuple, Tally tally)
    {
        bool made = tally.Count("is a key", tuple.TryEncode(out StorageKey key));
        if (Fields(tuple) is not { } fields)
        {
            return !made;
        }

        Basics._IOption<ISequence<byte>> expected = TextKeys.__default.TryKey(fields);
        return made == expected.is_Some && (!made || (key.Text == Text(expected.dtor_value)
            && BinaryKeys.__default.Fits(fields) && key.ToBinary().AsSpan().SequenceEqual(BinaryKeys.__default.Pack(fields).CloneAsArray())));
    }

    // The tenant, the kind and the segments in UTF-8; null where a text has none.
    private static ISequence<ISequence<byte>>? Fields(KeyTuple tuple)
    {
        try
        {
            return ModelText.List<ISequence<byte>>([.. ((string[])[tuple.Tenant, tuple.Kind, .. tuple.Segments]).Select(static s => Sequence<byte>.FromArray(Strict.GetBytes(s)))]);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    private static string Text(ISequence<byte> bytes) => Encoding.ASCII.GetString(bytes.CloneAsArray());
}
