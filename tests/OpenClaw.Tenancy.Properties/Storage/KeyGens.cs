using FsCheck;
using FsCheck.Fluent;

namespace OpenClaw.Tenancy.Properties.Storage;

/// <summary>What keys are made of, over small alphabets that collide often, and pairs of which one is the other with one thing changed.</summary>
internal static class KeyGens
{
    private static readonly string[] Tenants = ["a", "a-a", "b", "a-b", "workspace-a"];
    private static readonly string[] Kinds = ["a", "docs", "workspace", "agents", "a_a"];

    // What an escape could be mistaken for, what a file system reads otherwise, and what Unicode makes one of.
    private static readonly string[] Pieces =
    [
        "a", "b", "A", "/", "~", "~41", "~61", "~2f", ".", "..", "-", "_", ":", "\\", "0", "con", "com1", "nul.", "aux.b", " ", "\0", "\u0001", "{", "}",
        "\u00e9", "e\u0301", "\u212a", "k", "\u0430", "\uff0f", "\U0001f600", "\ud800", "\udc00", "%2f", "sessions", "workspace", "tenants",
    ];

    public static Gen<KeyTuple> Tuple => from tenant in Gen.Elements(Tenants)
                                         from kind in Gen.Elements(Kinds)
                                         from count in Gen.Choose(0, 4)
                                         from segments in Segment.ArrayOf(count)
                                         select new KeyTuple(tenant, kind, segments);

    /// <summary>A tuple and a near one; sometimes the same.</summary>
    public static Gen<(KeyTuple One, KeyTuple Two)> Neighbours => from one in Tuple
                                                                 from how in Gen.Choose(0, 9)
                                                                 from at in Gen.Choose(0, 1_000)
                                                                 from piece in Gen.Elements(Pieces)
                                                                 from tenant in Gen.Elements(Tenants)
                                                                 from kind in Gen.Elements(Kinds)
                                                                 select (one, one.Changed(how, at, piece, tenant, kind));

    public static Gen<KeyTuple[]> Several => Tuple.ArrayOf(24);

    private static Gen<string> Segment => from count in Gen.Frequency((1, Gen.Constant(0)), (20, Gen.Choose(1, 3)))
                                          from pieces in Gen.Elements(Pieces).ArrayOf(count)
                                          select string.Concat(pieces);
}
