using System.Text.Json;
using System.Text.RegularExpressions;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tests.Ids;

/// <summary>Data of others: nothing is normalised into acceptance.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed partial class TenantIdCorpusTests
{
    [Theory]
    [InlineData("blns/blns.json", 500)]
    [InlineData("cedar-ids/hostile-ids.json", 1_300)]
    public void TryFrom_HostileText_IsRefusedOrKeptExactly(string file, int atLeast)
    {
        string[] texts = Read<string[]>(file);
        Assert.True(texts.Length >= atLeast);
        using var count = new CaseCount("corpora/tenant-ids", "hostile texts and look-alikes as ids of tenants");

        foreach (string text in texts)
        {
            count.Add();
            if (TenantId.TryFrom(text, out TenantId? id))
            {
                Assert.Equal(text, id.ToString());
                Assert.Matches(Grammar(), text);
            }
        }

        count.Held();
    }

    [Fact]
    public void TryFrom_WordsForNothing_AreRefused()
    {
        string[] all = Read<string[]>("blns/blns.json");

        foreach (string word in (string[])["undefined", "undef", "null", "nil", "true", "false", "then", "0", "1", "0x0", "0xffffffff"])
        {
            Assert.Contains(word, all);
            Assert.False(TenantId.TryFrom(word, out _), word);
        }
    }

    [Fact]
    public void TryFrom_DifferentHostileTexts_AreDifferentIds()
    {
        string[] texts = [.. Read<string[]>("cedar-ids/hostile-ids.json").Distinct(StringComparer.Ordinal)];
        TenantId[] ids = [.. texts.Select(static t => TenantId.TryFrom(t, out TenantId? id) ? id : null).OfType<TenantId>()];

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void TryFrom_CharacterThatLooksLikeAscii_IsRefusedAnywhere()
    {
        Dictionary<string, string> confusables = Read<Dictionary<string, string>>("unicode/confusables-uts39-2020.json");
        string[] foreign = [.. confusables.Keys.Where(static k => k.Any(static c => c > 127))];
        Assert.True(foreign.Length > 6_000);
        using var count = new CaseCount("corpora/tenant-ids", "hostile texts and look-alikes as ids of tenants");

        foreach (string look in foreign)
        {
            count.Add(4);
            Assert.False(TenantId.TryFrom(look, out _), look);
            Assert.False(TenantId.TryFrom($"acme{look}", out _), look);
            Assert.False(TenantId.TryFrom($"{look}acme", out _), look);
            Assert.False(TenantId.TryFrom($"ac{look}me", out _), look);
        }

        count.Held();
    }

    private static T Read<T>(string file)
    {
        string? path = Corpora.Find(file);
        Assert.SkipWhen(path is null, $"The corpus file {file} is not there: put the corpora beside the project, or set OPENCLAW_TENANCY_CORPORA.");
        return JsonSerializer.Deserialize<T>(File.ReadAllText(path!))!;
    }

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
