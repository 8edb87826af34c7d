using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Every member of every kind of record has one form: with any other value the record is not understood, and nothing changes.</summary>
public sealed class RecordFormTests : IDisposable
{
    private const string Actor = "\"actor\":{\"held\":\"Owner\",\"unbound\":true}";
    private const string Id = "hex64 128 active";
    private const string Text = "space control words hex64 HEX64 signed63 signed65 128 129 256 257 1024 *words";
    private const string Said = "words hex64 HEX64 signed63 signed65 128 129 256 *words";
    private const string Label = "space " + Said;
    private const string Roles = "Readonly Member Admin Owner";
    private const string Moment = "0 1 day day+1 max-2d max-2d+1 max";
    private const string AnyNumber = "gone min -1 max+1 " + Moment;

    private static readonly string Digest = new('0', 64);
    private static readonly string Signature = Convert.ToBase64String(new byte[64]);

    private readonly JournalWorld _world = new(empty: true);

    public void Dispose() => _world.Dispose();

    /// <summary>A record, and for each member the values that may stand in its place.</summary>
    public static TheoryData<string, string[]> Records => new()
    {
        {
            $$"""{"kind":"TenantRegistered","v":1,"tenant":"hooli","status":"Active","displayName":"Hooli","region":"eu","runtime":"r1","hosts":["hooli.example"],"issuers":["idp"],"names":[{"issuer":"idp","value":"n"}],"firstKey":"k1","firstDigest":"{{Digest}}","cap":9}""",
            [
                "status:Provisioning Active Suspended Deleted", "displayName:gone " + Label, $"region:gone {Id}", $"runtime:gone {Id}",
                "hosts:none twice x64 x65 x100", "issuers:none twice x64 x65 x100", "names:none twice x64 x65 x100",
                "names.issuer:" + Text, "names.value:" + Text, $"firstKey:{Id}", "firstDigest:hex64", "cap:gone 0 1",
            ]
        },
        { """{"kind":"TenantDescribed","v":1,"tenant":"acme","displayName":"Acme","region":"eu","runtime":"r1","status":"Active","expected":3}""", ["displayName:gone " + Label, $"region:gone {Id}", $"runtime:gone {Id}", "status:gone Active Suspended", "expected:" + AnyNumber] },
        { """{"kind":"StatusSet","v":1,"tenant":"acme","status":"Active","expected":3}""", ["status:Active Suspended Deleted", "expected:" + AnyNumber] },
        { """{"kind":"NameMapped","v":1,"tenant":"acme","name":{"issuer":"idp","value":"n"}}""", ["name.issuer:" + Text, "name.value:" + Text] },
        { """{"kind":"NameUnmapped","v":1,"tenant":"acme","name":{"issuer":"idp","value":"n"}}""", ["name.issuer:" + Text, "name.value:" + Text] },
        { """{"kind":"HolderRevoked","v":1,"tenant":"acme","mayReturn":true,"issuer":"idp","holder":"alice"}""", ["issuer:" + Text, "holder:" + Text] },
        { """{"kind":"HolderReinstated","v":1,"tenant":"acme","issuer":"idp","holder":"alice"}""", ["issuer:" + Text, "holder:" + Text] },
        { """{"kind":"CredentialRevoked","v":1,"tenant":"acme","issuer":"idp","holder":"t1"}""", ["issuer:" + Text, "holder:" + Text] },
        { """{"kind":"MemberAdded","v":1,"tenant":"acme","user":"u1","identity":{"issuer":"idp","subject":"alice"},"role":"Member","invitation":"i1",@}""", [$"user:{Id}", "identity:gone", "identity.issuer:" + Text, "identity.subject:" + Text, $"role:{Roles}", $"invitation:gone {Id}"] },
        { """{"kind":"MemberRoleSet","v":1,"tenant":"acme","role":"Member","user":"u1","expectedMember":3,@}""", [$"role:{Roles}", $"user:{Id}", "expectedMember:" + AnyNumber] },
        { """{"kind":"MemberRemoved","v":1,"tenant":"acme","user":"u1","expectedMember":3,@}""", [$"user:{Id}", "expectedMember:" + AnyNumber] },
        { """{"kind":"IdentityLinked","v":1,"tenant":"platform","user":"u1","identity":{"issuer":"idp","subject":"alice"}}""", [$"user:{Id}", "identity.issuer:" + Text, "identity.subject:" + Text] },
        { """{"kind":"IdentityUnlinked","v":1,"tenant":"platform","user":"u1","identity":{"issuer":"idp","subject":"alice"}}""", [$"user:{Id}", "identity.issuer:" + Text, "identity.subject:" + Text] },
        { $$"""{"kind":"InvitationIssued","v":1,"tenant":"acme","invitation":"i1","digest":"{{Digest}}","role":"Member","expiresTicks":7,@}""", [$"invitation:{Id}", "digest:hex64", $"role:{Roles}", "expiresTicks:" + Moment] },
        { """{"kind":"InvitationWithdrawn","v":1,"tenant":"acme","invitation":"i1",@}""", [$"invitation:{Id}"] },
        { $$"""{"kind":"KeyIssued","v":1,"tenant":"acme","key":"k1","digest":"{{Digest}}","role":"Admin","scopes":["operator.read"],"user":"u1","label":"ci","expiresTicks":7,@}""", [$"key:{Id}", "digest:hex64", $"role:{Roles}", "scopes:twice x64 x65 x100", $"user:gone {Id}", "label:gone " + Label, "expiresTicks:gone " + Moment] },
        { $$"""{"kind":"KeyRotated","v":1,"tenant":"acme","by":"k2","digest":"{{Digest}}","overlapEndsTicks":7,"key":"k1",@}""", [$"by:{Id}", "digest:hex64", "overlapEndsTicks:" + Moment, $"key:{Id}"] },
        { """{"kind":"KeyRevoked","v":1,"tenant":"acme","key":"k1",@}""", [$"key:{Id}"] },
        {
            """{"kind":"BreakGlassRequested","v":1,"tenant":"acme","grant":"g1","requester":{"issuer":"idp","subject":"alice"},"scopes":["operator.read"],"ticket":"INC-1","reason":"stuck","durationTicks":7,"requestedTicks":7,"pendingTicks":7}""",
            [$"grant:{Id}", "requester.issuer:" + Text, "requester.subject:" + Text, "scopes:x64", "ticket:" + Said, "reason:" + Said, "durationTicks:1 day", "requestedTicks:1 day day+1 max-2d", "pendingTicks:1 day"]
        },
        {
            $$"""{"kind":"BreakGlassApproved","v":1,"tenant":"acme","approver":{"issuer":"idp","subject":"bob"},"request":"{{Digest}}","notBeforeTicks":7,"notAfterTicks":8,"key":"k1","signature":"{{Signature}}","grant":"g1"}""",
            ["approver.issuer:" + Text, "approver.subject:" + Text, "request:hex64", "notBeforeTicks:1 day day+1 max-2d max-2d+1 max max+1", "notAfterTicks:min -1 " + Moment, $"key:{Id}", $"grant:{Id}"]
        },
        { """{"kind":"BreakGlassCollected","v":1,"tenant":"acme","collector":{"issuer":"idp","subject":"alice"},"grant":"g1"}""", ["collector.issuer:" + Text, "collector.subject:" + Text, $"grant:{Id}"] },
        { """{"kind":"BreakGlassClosing","v":1,"tenant":"acme","by":"p1","grant":"g1"}""", [$"by:{Id}", $"grant:{Id}"] },
        { """{"kind":"BreakGlassClosed","v":1,"tenant":"acme","by":"p1","grant":"g1"}""", [$"by:{Id}", $"grant:{Id}"] },
        { """{"kind":"BreakGlassRevoked","v":1,"tenant":"acme","by":{"issuer":"idp","subject":"carol"},"grant":"g1"}""", ["by.issuer:" + Text, "by.subject:" + Text, $"grant:{Id}"] },
        { """{"kind":"BreakGlassReviewed","v":1,"tenant":"acme","reviewer":{"issuer":"idp","subject":"carol"},"note":"seen","grant":"g1"}""", ["reviewer.issuer:" + Text, "reviewer.subject:" + Text, "note:" + Said, $"grant:{Id}"] },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_is_understood_with_no_other_value_than_those_of_its_form(string record, string[] forms)
    {
        string text = record.Replace("@", Actor, StringComparison.Ordinal);
        Assert.True(IsUnderstood(text));

        IEnumerable<string> understood = RecordValues.Of(text).Where(r => IsUnderstood(r.Text)).Select(static r => r.Name);

        Assert.Equal(forms.SelectMany(Named).Order(StringComparer.Ordinal), understood.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Named(string form)
    {
        string[] parts = form.Replace("*words", string.Join(' ', RecordValues.Words), StringComparison.Ordinal).Split(':');
        return parts[1].Split(' ').Select(value => $"{parts[0]} {value}");
    }

    private bool IsUnderstood(string text)
    {
        TenantDirectory directory = _world.Directory;
        (long applied, int entries) = (directory.AppliedSequence, directory.Entries.Count);
        DirectoryOutcome outcome = directory.Apply(new DirectoryRecord(applied + 1, _world.World.Time.Now, text), out _);
        if (outcome == DirectoryOutcome.Unreadable)
        {
            Assert.Equal((applied, entries), (directory.AppliedSequence, directory.Entries.Count));
        }

        return outcome != DirectoryOutcome.Unreadable;
    }
}
