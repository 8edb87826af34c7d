using System.Text.Json;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Secrets.Tests.Envelopes;

/// <summary>Cases that others made to break implementations: each is judged as it says itself.</summary>
internal static class Wycheproof
{
    /// <summary>Judges the cases of a file, and says how many there were and how many of them were valid.</summary>
    internal static (int Tried, int Valid) Judge(string file, Func<JsonElement, bool> takes, Func<JsonElement, JsonElement, bool> judge)
    {
        string? path = Corpora.Find("wycheproof/" + file);
        Assert.SkipWhen(path is null, "The corpus is not there: set OPENCLAW_TENANCY_CORPORA.");
        using var count = new CaseCount("corpora/vectors", "test vectors of others: proofs of Merkle trees, signatures, ciphers, wrapped and derived keys");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        (int tried, int valid) = (0, 0);
        foreach (JsonElement group in document.RootElement.GetProperty("testGroups").EnumerateArray().Where(takes))
        {
            foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
            {
                bool expected = test.GetProperty("result").GetString() == "valid";
                bool judged = judge(group, test);
                Assert.True(expected == judged, $"Case {test.GetProperty("tcId").GetInt32()} of {file} is judged {judged}.");
                (tried, valid) = (tried + 1, valid + (judged ? 1 : 0));
            }
        }

        count.Add(tried);
        count.Held();
        return (tried, valid);
    }

    internal static byte[] Bytes(this JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);

    internal static int Number(this JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
