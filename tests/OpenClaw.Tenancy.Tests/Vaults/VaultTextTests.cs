using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Tests.Vaults;

/// <summary>One text means one thing: what is written is read back, and what is not such a text is refused without a word of it.</summary>
public sealed class VaultTextTests
{
    private const string Canary = "canary";

    private static readonly Dictionary<string, Func<string, string>> Spoilings = new()
    {
        ["empty"] = static _ => "",
        ["null"] = static _ => "null",
        ["a list"] = static _ => "[]",
        ["without members"] = static _ => "{}",
        ["another text"] = static _ => Canary,
        ["more after it"] = static text => text + Canary,
        ["cut"] = static text => text[..^1],
        ["a member more"] = static text => text[..^1] + $",\"{Canary}\":1}}",
        ["a member twice"] = static text => text[..^1] + $",\"series\":\"{Canary}\"}}",
        ["null for a member"] = static text => text.Replace("\"tenant\":\"acme\"", "\"tenant\":null", StringComparison.Ordinal),
        ["a member less"] = static text => text.Replace("\"tenant\":\"acme\",", "", StringComparison.Ordinal),
        ["a text for a number"] = static text => text.Replace("\"revision\":1", $"\"revision\":\"{Canary}\"", StringComparison.Ordinal),
    };

    public static TheoryData<string> Spoiled { get; } = [.. Spoilings.Keys];

    [Fact]
    public void What_is_written_is_read_back()
    {
        string secret = VaultText.Write(Sample.Large("a", revision: 4));
        string keys = VaultText.Write(Sample.Keys(null, 3, "k1", "k2"));

        Assert.Equal(secret, VaultText.Write(VaultText.ReadSecret(secret)));
        Assert.Equal(keys, VaultText.Write(VaultText.ReadKeys(keys)));
        Assert.Equal(4, VaultText.ReadSecret(secret).Versions.Count);
        Assert.Equal(["k1", "k2"], VaultText.ReadKeys(keys).Keys.Select(static k => k.Id));
        Assert.DoesNotContain('\n', secret + keys);
    }

    [Theory]
    [MemberData(nameof(Spoiled))]
    public void What_is_no_such_text_is_refused_and_nothing_of_it_is_repeated(string how)
    {
        string secret = Spoilings[how](VaultText.Write(Sample.Secret("a")));
        string keys = Spoilings[how](VaultText.Write(Sample.Keys()));

        InvalidDataException[] faults = [Assert.Throws<InvalidDataException>(() => VaultText.ReadSecret(secret)), Assert.Throws<InvalidDataException>(() => VaultText.ReadKeys(keys))];

        Assert.All(faults, static fault =>
        {
            Assert.DoesNotContain(Canary, fault.ToString(), StringComparison.Ordinal);
            Assert.EndsWith("Restore it from a backup.", fault.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Keys_are_no_secret_and_a_secret_is_no_key()
    {
        Assert.Throws<InvalidDataException>(static () => VaultText.ReadSecret(VaultText.Write(Sample.Keys())));
        Assert.Throws<InvalidDataException>(static () => VaultText.ReadKeys(VaultText.Write(Sample.Secret("a"))));
    }

    [Fact]
    public void Missing_text_is_named()
    {
        Assert.Throws<ArgumentNullException>("text", static () => VaultText.ReadSecret(null!));
        Assert.Throws<ArgumentNullException>("text", static () => VaultText.ReadKeys(null!));
    }
}
