using System.Text.Json;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tests.Signing;

/// <summary>Signatures that others made to break verifiers: each is judged as it says itself.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class WycheproofEcdsaTests
{
    private const int Cases = 262;

    [Fact]
    public void Each_signature_is_judged_as_it_says()
    {
        string? path = Corpora.Find("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json");
        Assert.SkipWhen(path is null, "The corpus is not there: set OPENCLAW_TENANCY_CORPORA.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        using var count = new CaseCount("corpora/vectors", "test vectors of others: proofs of Merkle trees, signatures, ciphers, wrapped and derived keys");
        int tried = 0;
        int valid = 0;
        foreach (JsonElement group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            VerificationKey key = VerificationKey.FromPublicKey(Convert.FromHexString(group.GetProperty("publicKeyDer").GetString()!));
            Assert.Equal(key.Id, VerificationKey.FromPem(group.GetProperty("publicKeyPem").GetString()!).Id);
            foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
            {
                bool expected = test.GetProperty("result").GetString() == "valid";
                bool judged = key.Verify(Convert.FromHexString(test.GetProperty("msg").GetString()!), Convert.FromHexString(test.GetProperty("sig").GetString()!));
                Assert.True(expected == judged, $"Case {test.GetProperty("tcId").GetInt32()} is judged {judged}.");
                (tried, valid) = (tried + 1, valid + (judged ? 1 : 0));
            }
        }

        Assert.Equal(Cases, tried);
        Assert.InRange(valid, 1, Cases - 1);
        count.Add(tried);
        count.Held();
    }
}
