using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Signing;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>Without a signature that holds nothing is approved, and the request waits on.</summary>
public sealed class GrantSignerTests
{
    [Theory]
    [InlineData("throws")]
    [InlineData("other key")]
    [InlineData("other content")]
    [InlineData("nothing")]
    [InlineData("empty")]
    public async Task Signer_that_fails_approves_nothing_and_the_request_waits_on(string fault)
    {
        using var signer = new FaultySigner(fault);
        using var world = new BreakGlassWorld(signer: signer);
        BreakGlassGrant grant = (await world.Request()).Value!;

        Assert.Equal(DirectoryRefusalReason.Unspecified, (await world.Approve(grant.Id.ToString())).Refusal!.Reason);
        Assert.Equal(GrantStatus.Pending, grant.StatusAt(world.Time.Now));
        Assert.DoesNotContain(world.Ledger.Appended, static e => e.Action == "break_glass.approved");

        signer.Fault = null;
        Assert.True((await world.Approve(grant.Id.ToString())).IsDone);
    }
}
