using System.Text.Json;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tests.Auditing.Merkle;

/// <summary>The proofs of another project, right and wrong ones: each is judged as it says itself.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class MerkleCorpusTests
{
    private const int Files = 98;

    [Fact]
    public void Inclusion_is_judged_as_each_file_says() => Judge("inclusion", static file => MerkleProof.VerifyInclusion(
        unchecked((long)file.GetProperty("leafIdx").GetUInt64()), file.GetProperty("treeSize").GetInt64(), Hash(file, "leafHash"), Proof(file), Hash(file, "root")));

    [Fact]
    public void Consistency_is_judged_as_each_file_says() => Judge("consistency", static file => MerkleProof.VerifyConsistency(
        file.GetProperty("size1").GetInt64(), file.GetProperty("size2").GetInt64(), Proof(file), Root(file, "root1"), Root(file, "root2")));

    private static void Judge(string kind, Func<JsonElement, bool> verify)
    {
        string? readme = Corpora.Find("transparency-dev-merkle/README.md");
        Assert.SkipWhen(readme is null, "The corpus is not there: set OPENCLAW_TENANCY_CORPORA.");
        string folder = Path.Combine(Path.GetDirectoryName(readme)!, "testdata", kind);
        string[] files = System.IO.Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories);
        Assert.Equal(Files, files.Length);
        using var count = new CaseCount("corpora/vectors", "test vectors of others: proofs of Merkle trees, signatures, ciphers, wrapped and derived keys");
        count.Add(files.Length);
        Assert.All(files, path =>
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            Assert.Equal(document.RootElement.GetProperty("wantErr").GetBoolean(), !Try(document.RootElement, verify));
        });
        count.Held();
    }

    // What has not 32 bytes cannot be handed over at all.
    private static bool Try(JsonElement file, Func<JsonElement, bool> verify)
    {
        try
        {
            return verify(file);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Digest256 Hash(JsonElement file, string name) => Digest256.FromBytes(file.GetProperty(name).ValueKind == JsonValueKind.Null ? [] : file.GetProperty(name).GetBytesFromBase64());

    // A few files name roots by words. Of two roots of one size nothing counts but whether they are the same, so a digest stands for each.
    private static Digest256 Root(JsonElement file, string name) => file.GetProperty(name).GetBytesFromBase64() is { Length: not Digest256.Length } word
        ? Digest256.Of(word) : Hash(file, name);

    private static Digest256[] Proof(JsonElement file) => file.GetProperty("proof").ValueKind == JsonValueKind.Null
        ? [] : [.. file.GetProperty("proof").EnumerateArray().Select(static h => Digest256.FromBytes(h.GetBytesFromBase64()))];
}
