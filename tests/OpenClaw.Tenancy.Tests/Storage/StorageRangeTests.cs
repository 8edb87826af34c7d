using System.Text;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Tests.Storage;

/// <summary>Where prefixes and ranges begin and end, how long a key may be, and what is said of a key that is none.</summary>
public sealed class StorageRangeTests
{
    private static readonly TenantId Acme = TenantId.From("acme");
    private static readonly StoragePrefix Docs = StorageKeyPartitioner.Prefix(Acme, "docs", "a");

    [Fact]
    public void Range_of_texts_begins_at_the_prefix_and_ends_before_what_follows_it()
    {
        StorageRange range = Docs.ToRange();

        Assert.Equal(Docs.Text, range.Start);
        Assert.True(range.Contains(range.Start));
        Assert.True(range.Contains(StorageKeyPartitioner.Encode(Acme, "docs", "a", "b").Text));
        Assert.False(range.Contains(range.End));
        Assert.False(range.Contains(StorageKeyPartitioner.Encode(Acme, "docs", "a").Text));
        Assert.False(range.Contains(StorageKeyPartitioner.Encode(Acme, "docs", "a-2", "b").Text));
        Assert.False(range.Contains(StorageKeyPartitioner.Encode(Acme, "docs", "b", "b").Text));
    }

    [Fact]
    public void Range_of_bytes_begins_below_the_prefix_and_ends_before_what_follows_it()
    {
        BinaryStorageRange range = Docs.ToBinaryRange();

        Assert.True(range.Contains(range.Start.Span));
        Assert.True(range.Contains(StorageKeyPartitioner.Encode(Acme, "docs", "a", "b").ToBinary()));
        Assert.False(range.Contains(range.End.Span));
        Assert.False(range.Contains(StorageKeyPartitioner.Encode(Acme, "docs", "a").ToBinary()));
        Assert.False(range.Contains(StorageKeyPartitioner.Encode(Acme, "docs", "A", "b").ToBinary()));
        Assert.False(range.Contains(StorageKeyPartitioner.Encode(Acme, "docs", "b", "b").ToBinary()));
    }

    [Fact]
    public void Prefixes_are_equal_by_their_text()
    {
        StoragePrefix same = StorageKeyPartitioner.Encode(Acme, "docs", "a").ToPrefix();
        StoragePrefix other = StorageKeyPartitioner.Prefix(Acme, "docs", "b");

        Assert.True(Docs == same && Docs.Equals((object)same) && Docs.GetHashCode() == same.GetHashCode());
        Assert.True(Docs != other && !Docs.Equals((object)other) && Docs != default && !(Docs != same));
        Assert.NotEqual(0, Docs.GetHashCode());
        Assert.Equal(0, default(StoragePrefix).GetHashCode());
    }

    [Fact]
    public void Key_may_be_as_long_as_it_may_and_no_longer()
    {
        string full = new('s', 200);
        string[] segments = [full, full, full, full];
        int left = 1024 - StorageKeyPartitioner.Encode(Acme, "docs", segments).Text.Length - 1;
        StorageKey longest = StorageKeyPartitioner.Encode(Acme, "docs", [.. segments, new string('s', left)]);

        Assert.Equal(1024, longest.Text.Length);
        Assert.False(StorageKeyPartitioner.TryEncode(Acme, "docs", [.. segments, new string('s', left + 1)], out StorageKey none));
        Assert.Equal(default, none);
        string said = Assert.Throws<ArgumentException>(() => StorageKeyPartitioner.Encode(Acme, "docs", [.. segments, new string('s', left + 1)])).Message;
        Assert.Contains("1024", said, StringComparison.Ordinal);

        // Nothing can stand below the longest.
        Assert.Contains("nothing can stand below", Assert.Throws<InvalidOperationException>(() => longest.ToPrefix()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\u00e9")]
    public void Prefix_is_the_key_and_a_delimiter(string segment) => Assert.Equal(
        StorageKeyPartitioner.Encode(Acme, "docs", segment).Text + "/", StorageKeyPartitioner.Prefix(Acme, "docs", segment).Text);

    [Theory]
    [InlineData("\u007f"), InlineData("\u0080"), InlineData("\u07ff"), InlineData("\u0800"), InlineData("\uffff"), InlineData("\U0001F600"), InlineData(".con"), InlineData("co"), InlineData("con.txt")]
    public void Segment_comes_back_as_it_was(string segment)
    {
        StorageKey key = StorageKeyPartitioner.Encode(Acme, "docs", segment);

        Assert.True(StorageKeyPartitioner.TryDecode(Acme, key.Text, out StorageKeyParts? parts));
        Assert.Equal(segment, Assert.Single(parts.Segments));
        Assert.True(StorageKeyPartitioner.TryDecode(Acme, key.ToBinary(), out StorageKeyParts? binary));
        Assert.Equal(segment, Assert.Single(binary.Segments));
    }

    // Unescaped it is short enough, and it is no key: its text would be longer than one may be.
    [Fact]
    public void Bytes_whose_text_would_be_too_long_are_no_key()
    {
        string segment = new('\u00e9', 40);
        Assert.True(StorageKeyPartitioner.TryDecode(Acme, Packed(["acme", "docs", .. Enumerable.Repeat(segment, 4)]), out _));
        Assert.False(StorageKeyPartitioner.TryDecode(Acme, Packed(["acme", "docs", .. Enumerable.Repeat(segment, 5)]), out StorageKeyParts? parts));
        Assert.Null(parts);
    }

    [Fact]
    public void What_is_no_key_says_how_one_is_made()
    {
        Assert.Contains("StorageKeyPartitioner.Encode", Assert.Throws<InvalidOperationException>(static () => default(StorageKey).Text).Message, StringComparison.Ordinal);
        Assert.Contains("StorageKeyPartitioner.Prefix", Assert.Throws<InvalidOperationException>(static () => default(StoragePrefix).Text).Message, StringComparison.Ordinal);
        Assert.Contains("1 to 32 characters", Assert.Throws<ArgumentException>(static () => StorageKeyPartitioner.Encode(Acme, "No", "a")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(static () => StorageKeyPartitioner.Encode(Acme, null!, "a"));
        Assert.False(StorageKeyPartitioner.TryDecode(Acme, [4, 1, 2], out StorageKeyParts? parts));
        Assert.Null(parts);
        Assert.Equal(0, default(StorageKey).GetHashCode());
    }

    private static byte[] Packed(string[] fields) => [.. fields.SelectMany(static f => Encoding.UTF8.GetBytes(f).Prepend((byte)Encoding.UTF8.GetByteCount(f)))];
}
