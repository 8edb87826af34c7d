using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Tests.Storage;

/// <summary>How a key is written, and what is refused.</summary>
public sealed class StorageKeyTests
{
    private static readonly TenantId Acme = TenantId.From("acme");

    [Theory]
    [InlineData("plain-0.1_x", "plain-0.1_x")]
    [InlineData("A", "~41")]
    [InlineData("~", "~7e")]
    [InlineData("~41", "~7e41")]
    [InlineData("a/b", "a~2fb")]
    [InlineData("a\\b", "a~5cb")]
    [InlineData("a:b", "a~3ab")]
    [InlineData("a b", "a~20b")]
    [InlineData("a ", "a~20")]
    [InlineData("{x}", "~7bx~7d")]
    [InlineData("*", "~2a")]
    [InlineData("\0", "~00")]
    [InlineData(".", "~2e")]
    [InlineData("..", "~2e~2e")]
    [InlineData("...", "~2e.~2e")]
    [InlineData(".git", "~2egit")]
    [InlineData("a.", "a~2e")]
    [InlineData("a..b", "a..b")]
    [InlineData("con", "~63on")]
    [InlineData("CON", "~43~4f~4e")]
    [InlineData("Con", "~43on")]
    [InlineData("cOn", "c~4fn")]
    [InlineData("con.txt", "~63on.txt")]
    [InlineData("con.", "~63on~2e")]
    [InlineData("con .txt", "con~20.txt")]
    [InlineData("con:", "con~3a")]
    [InlineData("conin$", "conin~24")]
    [InlineData("com1", "~63om1")]
    [InlineData("com1.tar.gz", "~63om1.tar.gz")]
    [InlineData("com\u00b9", "com~c2~b9")]
    [InlineData("lpt0", "~6cpt0")]
    [InlineData("aux", "~61ux")]
    [InlineData("nul.db", "~6eul.db")]
    [InlineData("prn", "~70rn")]
    [InlineData("console", "console")]
    [InlineData("com10", "com10")]
    [InlineData("\u00e9", "~c3~a9")]
    [InlineData("e\u0301", "e~cc~81")]
    [InlineData("\u212a", "~e2~84~aa")]
    [InlineData("\U0001f600", "~f0~9f~98~80")]
    public void Encode_Segment_IsWrittenSo(string segment, string written)
    {
        StorageKey key = StorageKeyPartitioner.Encode(Acme, "docs", segment);

        Assert.Equal($"tenants/acme/docs/{written}", key.Text);
        Assert.True(StorageKeyPartitioner.TryDecode(Acme, key.Text, out StorageKeyParts? parts));
        Assert.Equal([segment], parts.Segments);
    }

    // In code and not in attributes, whose texts are kept as UTF-8 and would lose the lone surrogates.
    [Fact]
    public void Encode_EmptyOrIllFormedSegment_IsRefused() => Assert.All(["", "\ud800", "a\udc00", "\udc00\ud800", "a\ud83dz"], static segment =>
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => StorageKeyPartitioner.Encode(Acme, "docs", "fine", segment));

        Assert.Contains("Segment 1", refused.Message, StringComparison.Ordinal);
        Assert.False(StorageKeyPartitioner.TryEncode(Acme, "docs", ["fine", segment], out StorageKey none));
        Assert.Equal(default, none);
        Assert.Throws<ArgumentException>(() => StorageKeyPartitioner.Prefix(Acme, "docs", segment));
    });

    [Fact]
    public void Encode_NullSegment_IsRefused() => Assert.Throws<ArgumentException>(() => StorageKeyPartitioner.Encode(Acme, "docs", [null!]));

    [Theory]
    [InlineData('a', 255)]
    [InlineData('A', 85)]
    [InlineData('\u00e9', 42)]
    [InlineData('\u20ac', 28)]
    public void Encode_Segment_IsAtMost255BytesOnceEscaped(char c, int most)
    {
        string longest = new(c, most);
        Assert.InRange(StorageKeyPartitioner.Encode(Acme, "docs", longest).Text["tenants/acme/docs/".Length..].Length, 247, 255);

        Assert.False(StorageKeyPartitioner.TryEncode(Acme, "docs", [longest + c], out _));
    }

    [Fact]
    public void Encode_Key_IsAtMost1024Bytes()
    {
        string[] three = [new('a', 255), new('b', 255), new('c', 255)];
        int left = 1024 - "tenants/acme/docs/".Length - (3 * 256);

        StorageKey longest = StorageKeyPartitioner.Encode(Acme, "docs", [.. three, new('d', left)]);
        Assert.Equal(1024, longest.Text.Length);
        Assert.True(StorageKeyPartitioner.TryDecode(Acme, longest.Text, out _));
        Assert.True(StorageKeyPartitioner.TryDecode(Acme, longest.ToBinary(), out _));
        Assert.Throws<InvalidOperationException>(() => longest.ToPrefix());
        Assert.Throws<ArgumentException>(() => StorageKeyPartitioner.Prefix(Acme, "docs", [.. three, new('d', left)]));

        Assert.False(StorageKeyPartitioner.TryEncode(Acme, "docs", [.. three, new('d', left + 1)], out _));
        Assert.Throws<ArgumentException>(() => StorageKeyPartitioner.Encode(Acme, "docs", [.. Enumerable.Repeat("x", 600)]));
    }

    [Fact]
    public void Encode_Kind_IsAtMost32Characters()
    {
        string kind = new('k', 32);

        Assert.Equal($"tenants/acme/{kind}/x", StorageKeyPartitioner.Encode(Acme, kind, "x").Text);
        Assert.Throws<ArgumentException>(() => StorageKeyPartitioner.Encode(Acme, kind + "k", "x"));
    }

    [Fact]
    public void TryEncode_GivesTheKeyThatEncodeMakes()
    {
        Assert.True(StorageKeyPartitioner.TryEncode(Acme, "docs", ["a", "B"], out StorageKey key));
        Assert.Equal(StorageKeyPartitioner.Encode(Acme, "docs", "a", "B"), key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Docs")]
    [InlineData("1st")]
    [InlineData("_docs")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("workspace-a")]
    [InlineData("con")]
    [InlineData("com1")]
    [InlineData("docs ")]
    [InlineData("d\u00e9")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")]
    public void Encode_KindOutsideTheGrammar_IsRefused(string kind)
    {
        Assert.Throws<ArgumentException>(() => StorageKeyPartitioner.Encode(Acme, kind, "x"));
        Assert.Throws<ArgumentException>(() => StorageKeyPartitioner.TryEncode(Acme, kind, ["x"], out _));
        Assert.Throws<ArgumentException>(() => StorageKeyPartitioner.Prefix(Acme, kind));
    }

    [Fact]
    public void NoTenant_IsRefusedEverywhere()
    {
        Assert.Throws<ArgumentNullException>(() => StorageKeyPartitioner.Encode(null!, "docs", "x"));
        Assert.Throws<ArgumentNullException>(() => StorageKeyPartitioner.Prefix(null!));
        Assert.Throws<ArgumentNullException>(() => StorageKeyPartitioner.Prefix(null!, "docs"));
        Assert.Throws<ArgumentNullException>(() => StorageKeyPartitioner.TryDecode(null!, "tenants/acme/docs", out _));
        Assert.Throws<ArgumentNullException>(() => StorageKeyPartitioner.TryDecode(null!, [], out _));
        Assert.All(
            typeof(StorageKeyPartitioner).GetMethods().Concat(typeof(StorageLayout).GetMethods()).Concat(typeof(TenantDatabaseNames).GetMethods()).Where(static m => m.IsStatic),
            static method => Assert.Equal(typeof(TenantId), method.GetParameters()[0].ParameterType));
    }

    [Fact]
    public void Default_IsNoKey_AndNoPrefix()
    {
        StorageKey key = default;
        StoragePrefix prefix = default;

        Action[] reads =
        [
            () => _ = key.Text, () => _ = key.ToString(), () => key.ToBinary(), () => key.ToRedisKey(), () => key.ToRelativePath(), () => key.ToPrefix(),
            () => _ = prefix.Text, () => _ = prefix.ToString(), () => prefix.ToRange(), () => prefix.ToBinaryRange(), () => prefix.ToRedisPrefix(),
            () => prefix.Contains(StorageKeyPartitioner.Encode(Acme, "docs")),
        ];

        Assert.All(reads, static read => Assert.Throws<InvalidOperationException>(read));
        Assert.False(StorageKeyPartitioner.Prefix(Acme).Contains(key));
    }

    [Fact]
    public void Encode_WithNothingToEscape_AllocatesTheTextAlone()
    {
        string[] segments = ["main", "sessions", "s0123456789abcdef0123456789abcdef"];
        StorageKey key = StorageKeyPartitioner.Encode(Acme, "agents", segments);
        string copy = new('x', key.Text.Length);
        long one = Allocated(() => copy = new string('x', copy.Length));

        Assert.Equal(one, Allocated(() => key = StorageKeyPartitioner.Encode(Acme, "agents", segments)));
    }

    private static long Allocated(Action act)
    {
        act();
        long before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
