using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>Without a signature that holds nothing is approved, and the request waits on.</summary>
public sealed class GrantSignerTests
{
    [Theory]
    [InlineData("throws")]
    [InlineData("another key")]
    [InlineData("another content")]
    [InlineData("nothing")]
    public async Task Signer_that_fails_approves_nothing_and_the_request_waits_on(string fault)
    {
        using var own = EcdsaSigner.Generate();
        using var foreign = EcdsaSigner.Generate();
        var signer = new Signer(own, foreign) { Fault = fault };
        using var world = new BreakGlassWorld(signer: signer);
        BreakGlassGrant grant = (await world.Request()).Value!;

        Assert.Equal(DirectoryRefusalReason.Unspecified, (await world.Approve(grant.Id.ToString())).Refusal!.Reason);
        Assert.Equal(GrantStatus.Pending, grant.StatusAt(world.Time.Now));
        Assert.DoesNotContain(world.Ledger.Appended, static e => e.Action == "break_glass.approved");

        signer.Fault = null;
        Assert.True((await world.Approve(grant.Id.ToString())).IsDone);
    }

    private sealed class Signer(EcdsaSigner own, EcdsaSigner foreign) : ITenancySigner
    {
        public string? Fault { get; set; }

        public VerificationKey Key => own.Key;

        public async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Fault switch
        {
            "throws" => throw new IOException("The key service does not answer."),
            "another key" => await foreign.SignAsync(content, cancellationToken),
            "another content" => await own.SignAsync(new byte[32], cancellationToken),
            "nothing" => [],
            _ => await own.SignAsync(content, cancellationToken),
        };
    }
}
