using FsCheck;
using FsCheck.Fluent;

namespace OpenClaw.Tenancy.Properties.Ids;

/// <summary>Texts over small alphabets that collide often, and pairs of which one is the other with one thing changed.</summary>
internal static class Texts
{
    private static readonly char[] Hostile = ['a', 'b', '0', '1', '-', '.', 'A', 'x', 'n', '@', ':', '\0', '\n', '\u0430', '\u200b', 'l', 'u'];

    public static Gen<string> Id => OfChars(Gen.Frequency((6, Gen.Elements('a', 'b', '0', '1', '-', 'x', 'n', 'u', 'l')), (1, Gen.Elements(Hostile))), 0, 6);

    public static Gen<string> Any => Gen.Frequency((8, Id), (1, OfChars(Gen.Elements('a', '0'), 60, 66)), (1, Gen.Elements("null", "xn--a", "x--a", "0x1", "platform", "default")));

    /// <summary>A text and the same text with one change; sometimes with none.</summary>
    public static Gen<(string One, string Two)> Neighbours => from one in Any
                                                             from at in Gen.Choose(0, one.Length)
                                                             from c in Gen.Elements(Hostile)
                                                             from how in Gen.Choose(0, 3)
                                                             select (one, Change(one, at, c, how));

    /// <summary>The same characters split into two fields at two places.</summary>
    public static Gen<(string A1, string A2, string B1, string B2)> Resplit => from whole in OfChars(Gen.Elements('a', 'b', ':', '\0', '\u0001', '\u0002', '/'), 2, 8)
                                                                               from i in Gen.Choose(1, whole.Length - 1)
                                                                               from j in Gen.Choose(1, whole.Length - 1)
                                                                               select (whole[..i], whole[i..], whole[..j], whole[j..]);

    private static Gen<string> OfChars(Gen<char> chars, int from, int to) =>
        from length in Gen.Choose(@from, to)
        from array in chars.ArrayOf(length)
        select new string(array);

    private static string Change(string text, int at, char c, int how) => how switch
    {
        0 => text.Insert(at, c.ToString()),
        1 when at < text.Length => text.Remove(at, 1),
        2 when at < text.Length => text[..at] + c + text[(at + 1)..],
        _ => text,
    };
}
