using System.Text;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>What a path may look like: it is refused by its text, before anything is touched.</summary>
public sealed class PathGateTests
{
    public static TheoryData<string, ConfinementReason> Bad => new()
    {
        { "", ConfinementReason.EmptyPath },
        { "a//b", ConfinementReason.EmptyPath },
        { "a/", ConfinementReason.EmptyPath },
        { "/etc/passwd", ConfinementReason.AbsolutePath },
        { "//server/share/x", ConfinementReason.AbsolutePath },
        { "\\\\server\\share", ConfinementReason.AbsolutePath },
        { "C:/x", ConfinementReason.AbsolutePath },
        { "c:x", ConfinementReason.AbsolutePath },
        { ".", ConfinementReason.DotSegment },
        { "..", ConfinementReason.DotSegment },
        { "../globex/x", ConfinementReason.DotSegment },
        { "a/../../x", ConfinementReason.DotSegment },
        { "a/./b", ConfinementReason.DotSegment },
        { "a\\b", ConfinementReason.ForeignSeparator },
        { "..\\x", ConfinementReason.ForeignSeparator },
        { "ab:stream", ConfinementReason.ForeignSeparator },
        { "file:x", ConfinementReason.ForeignSeparator },
        { "%2e%2e/x", ConfinementReason.EncodedText },
        { "..%2Fx", ConfinementReason.EncodedText },
        { "a%5cb", ConfinementReason.EncodedText },
        { "%252e%252e%252fx", ConfinementReason.EncodedText },
        { "a%00b", ConfinementReason.EncodedText },
        { "%c0%ae%c0%ae/x", ConfinementReason.EncodedText },
        { "%u2215x", ConfinementReason.EncodedText },
        { "../%2e%2e/x", ConfinementReason.EncodedText },
        { "a\0b", ConfinementReason.InvalidText },
        { "a\nb", ConfinementReason.InvalidText },
        { "a\u007fb", ConfinementReason.InvalidText },
        { "a\u0085b", ConfinementReason.InvalidText },
        { "a\u2028b", ConfinementReason.InvalidText },
        { "a/CON", ConfinementReason.ReservedName },
        { "aux.txt", ConfinementReason.ReservedName },
        { "nul .tar.gz", ConfinementReason.ReservedName },
        { "com1", ConfinementReason.ReservedName },
        { "Lpt9", ConfinementReason.ReservedName },
        { "com\u00b9", ConfinementReason.ReservedName },
        { "conin$", ConfinementReason.ReservedName },
        { "...", ConfinementReason.ReservedName },
        { ".. ", ConfinementReason.ReservedName },
        { "a ", ConfinementReason.ReservedName },
        { "a./b", ConfinementReason.ReservedName },
        { ".oct-0123.tmp", ConfinementReason.ReservedName },
        { ".OCT-x", ConfinementReason.ReservedName },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_path_of_this_text_is_refused_by_every_operation(string path, ConfinementReason reason)
    {
        using var world = new FilesWorld();
        await Refused.ByEverything(world.Acme, path, reason);
        world.RequireCanary();
    }

    [Fact]
    public async Task Text_that_is_no_Unicode_is_refused()
    {
        using var world = new FilesWorld();
        await Refused.ByEverything(world.Acme, "a\ud800b", ConfinementReason.InvalidText);
        await Refused.ByEverything(world.Acme, "a\udc00", ConfinementReason.InvalidText);
    }

    [Fact]
    public async Task Lengths_and_depth_are_bounded()
    {
        using var world = new FilesWorld();
        string deep = string.Join('/', Enumerable.Repeat("d", 32));
        world.Acme.CreateDirectory(deep);
        world.Acme.Create(new string('a', 255)).Dispose();

        await Refused.ByEverything(world.Acme, deep + "/d", ConfinementReason.TooDeep);
        await Refused.ByEverything(world.Acme, new string('a', 256), ConfinementReason.TooLong);
        await Refused.ByEverything(world.Acme, new string('\u20ac', 86), ConfinementReason.TooLong);
        await Refused.ByEverything(world.Acme, string.Join('/', Enumerable.Repeat(new string('a', 250), 5)), ConfinementReason.TooLong);
        await Refused.ByEverything(world.Acme, "/" + new string('a', 1_024), ConfinementReason.TooLong);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\u00e9")]
    [InlineData("\ud83d\ude00")]
    public async Task A_path_of_1024_bytes_passes_and_one_of_more_does_not(string letter)
    {
        using var world = new FilesWorld();
        string segment = string.Concat(Enumerable.Repeat(letter, 200 / Encoding.UTF8.GetByteCount(letter)));
        string longest = string.Join('/', Enumerable.Repeat(segment, 5)) + "/nineteen-more-bytes";
        Assert.Equal(1_024, Encoding.UTF8.GetByteCount(longest));

        Assert.Null(world.Acme.Find(longest));
        await Refused.ByEverything(world.Acme, longest + "s", ConfinementReason.TooLong);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("notes today.txt")]
    [InlineData(".hidden")]
    [InlineData("com0")]
    [InlineData("console.txt")]
    [InlineData("50% off")]
    [InlineData("50%4")]
    [InlineData("50%4z")]
    [InlineData("50%z4")]
    [InlineData("50%uz")]
    [InlineData("\u65e5\u672c/\ud83d\ude00.txt")]
    [InlineData("a..b/c.d")]
    [InlineData("~user")]
    [InlineData("--help")]
    public async Task Plain_names_pass_as_they_are(string path)
    {
        using var world = new FilesWorld();
        world.Acme.CreateDirectory("\u65e5\u672c");
        world.Acme.CreateDirectory("a..b");
        await world.Acme.WriteAllTextAsync(path, "text");
        Assert.Equal("text", File.ReadAllText(world.Real(path)));
    }

    [Fact]
    public void Null_is_misuse()
    {
        using var world = new FilesWorld();
        Assert.Throws<ArgumentNullException>(() => world.Acme.OpenRead(null!));
    }
}
