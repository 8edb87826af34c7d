using System.Text.Json;
using OpenClaw.Tenancy.Storage;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tests.Storage;

/// <summary>Data of others as segments: different texts are different keys, or are refused.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class StorageKeyCorpusTests
{
    private static readonly TenantId Acme = TenantId.From("acme");

    [Theory]
    [InlineData("blns/blns.json", 400)]
    [InlineData("cedar-ids/hostile-ids.json", 1_300)]
    public void Encode_HostileTexts_AreDifferentKeysInEveryForm(string file, int atLeast)
    {
        string[] texts = [.. Read(file).Distinct(StringComparer.Ordinal)];
        using var count = new CaseCount("corpora/storage-keys", "hostile texts, and pairs of them, as segments of storage keys");
        count.Add(texts.Length);
        (string Text, StorageKey Key)[] kept = [.. texts
            .Select(static text => (text, Accepted: StorageKeyPartitioner.TryEncode(Acme, "docs", [text], out StorageKey key), key))
            .Where(static one => one.Accepted).Select(static one => (one.text, one.key))];

        Assert.True(kept.Length >= atLeast, $"Only {kept.Length} of {texts.Length} were taken.");
        Assert.Equal(kept.Length, kept.Select(static one => one.Key.Text).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(kept.Length, kept.Select(static one => Convert.ToHexString(one.Key.ToBinary())).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(kept.Length, kept.Select(static one => one.Key.ToRedisKey()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(kept, static one =>
        {
            Assert.Matches(@"\Atenants/acme/docs/[a-z0-9._~-]{1,255}\z", one.Key.Text);
            Assert.True(StorageKeyPartitioner.TryDecode(Acme, one.Key.Text, out StorageKeyParts? parts));
            Assert.Equal(one.Text, Assert.Single(parts.Segments));
        });
        count.Held();
    }

    [Fact]
    public void Encode_EachPairOfHostileTexts_IsAKeyOfItsOwn()
    {
        // Two segments of every pair, against the same characters in one: where the boundary stands must be seen.
        string[] texts = [.. Read("cedar-ids/hostile-ids.json").Where(static t => t.Length is > 0 and < 12).Distinct(StringComparer.Ordinal)];
        using var count = new CaseCount("corpora/storage-keys", "hostile texts, and pairs of them, as segments of storage keys");
        var keys = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (string one in texts.Take(300))
        {
            foreach (string two in texts.Take(300))
            {
                count.Add();
                if (StorageKeyPartitioner.TryEncode(Acme, "docs", [one, two], out StorageKey key))
                {
                    Assert.True(keys.TryAdd(key.Text, (one, two)), key.Text);
                }
            }
        }

        Assert.True(keys.Count > 20_000, $"Only {keys.Count} pairs.");
        Assert.All(texts.Take(300), one => Assert.False(
            StorageKeyPartitioner.TryEncode(Acme, "docs", [one], out StorageKey key) && keys.ContainsKey(key.Text)));
        count.Held();
    }

    private static string[] Read(string file)
    {
        string? path = Corpora.Find(file);
        Assert.SkipWhen(path is null, $"The corpus file {file} is not there: put the corpora beside the project, or set OPENCLAW_TENANCY_CORPORA.");
        return JsonSerializer.Deserialize<string[]>(File.ReadAllText(path!))!;
    }
}
