using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>Whichever text of an envelope a secret is put into, it does not stand there.</summary>
public sealed class AuditEnvelopeRedactionTests
{
    private const string Secret = "Bearer c4n4ry\nsk-c4n4ryc4n4ry";
    private const string Written = "Bearer ***\\u000a***";

    [Fact]
    public void Envelope_EveryText_IsRedacted()
    {
        AuditEnvelope envelope = new(TestWorld.Acme, DateTimeOffset.UnixEpoch)
        {
            Actor = Secret,
            Issuer = Secret,
            Delegate = Secret,
            DelegateIssuer = Secret,
            Action = Secret,
            ResourceId = Secret,
            RunId = Secret,
            GrantId = Secret,
            Outcome = AuditOutcome.Denied,
            ReasonCode = Secret,
            Detail = Secret,
            StatedReason = Secret,
            Way = Secret,
            CorrelationId = Secret,
            TraceId = Secret,
            Details = new Dictionary<string, string> { ["ticket"] = Secret, ["access_token"] = "c4n4ry", ["token_id"] = "k1" },
        };

        string?[] texts =
        [
            .. typeof(AuditEnvelope).GetProperties().Where(static p => p.PropertyType == typeof(string)).Select(p => (string?)p.GetValue(envelope)),
            envelope.Details["ticket"],
        ];
        Assert.Equal(15, texts.Length);
        Assert.All(texts, static text => Assert.Equal(Written, text));
        Assert.Equal(("***", "k1"), (envelope.Details["access_token"], envelope.Details["token_id"]));
    }
}
