using OpenClaw.Tenancy.TestKit.Reports;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Faults;

/// <summary>
/// A failure at each single call of the vault and of the wrapper: the answer is a refusal, the secret is what it was or what it was to be,
/// there is one record, nothing of a value is said, and the next call goes on.
/// </summary>
public abstract class SecretFaultContract
{
    public static TheoryData<string, Intrusion> Cases { get; } = new(
        from call in FaultCall.All.Keys
        from how in (Intrusion[])[Intrusion.FailBefore, Intrusion.FailAfter, Intrusion.ForeignCancel, Intrusion.CancelBefore, Intrusion.CancelAfter, Intrusion.CancelAndFail]
        select (call, how));

    /// <summary>Opens a vault in which nothing is yet.</summary>
    protected abstract VaultUnderTest OpenNew();

    [Theory]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    [MemberData(nameof(Cases))]
    public async Task Nothing_is_half_done_and_the_next_call_goes_on(string name, Intrusion how)
    {
        FaultCall call = FaultCall.All[name];
        using var count = new CaseCount("faults/secrets", "calls to the vault, the wrapper of keys and the database that fail or are cancelled while secrets are used");
        for (int at = 1; ; at++)
        {
            await using var world = new FaultWorld(OpenNew());
            await world.FillAsync(name);
            world.Intruder.At(at, how);
            string answer = await AnswerAsync(call, world);
            world.Intruder.Mend();
            if (!world.Intruder.HasIntruded)
            {
                // The call before this one was its last.
                Assert.Equal("None", answer);
                Assert.InRange(at, 2, 60);
                count.Add(at - 1);
                count.Held();
                return;
            }

            Assert.Equal(how is Intrusion.CancelBefore or Intrusion.CancelAfter or Intrusion.CancelAndFail ? "Cancelled" : "Unavailable", answer);
            Assert.All(
                world.Host.Ledger.Appended.GroupBy(static e => e.TargetTenant ?? e.Tenant), static records => Assert.Single(records));
            string state = await world.StateAsync(name);
            Assert.True(state == call.Old || state.EndsWith(call.New, StringComparison.Ordinal), $"After a failure of call {at} the secret is {state}.");

            SecretFault again = await call.Act(world.Host, CancellationToken.None);
            Assert.True(again == SecretFault.None || (again == SecretFault.NotFound && state == "NotFound"), $"After a failure of call {at} the next call was refused: {again}.");
            Assert.EndsWith(call.New, await world.StateAsync(name), StringComparison.Ordinal);
            await FinishedAsync(name, world);
            Assert.DoesNotContain(Intruder.Canary, world.Written(), StringComparison.Ordinal);
        }
    }

    private static async Task<string> AnswerAsync(FaultCall call, FaultWorld world)
    {
        try
        {
            return (await call.Act(world.Host, world.Intruder.Caller.Token)).ToString();
        }
        catch (OperationCanceledException exception) when (world.Intruder.Caller.IsCancellationRequested)
        {
            Assert.DoesNotContain(Intruder.Canary, exception.ToString(), StringComparison.Ordinal);
            return "Cancelled";
        }
    }

    private static async Task FinishedAsync(string name, FaultWorld world)
    {
        if (name is FaultCall.RotateKey)
        {
            StoredDataKey key = Assert.Single((await world.KeysAsync())!.Keys);
            Assert.All((await world.SecretsAsync()).SelectMany(static s => s.Versions), v => Assert.Contains(key.Id, v.Envelope, StringComparison.Ordinal));
        }

        if (name is FaultCall.Rewrap or FaultCall.RewrapAll)
        {
            Assert.Equal(world.NextKeyId, Assert.Single((await world.KeysAsync())!.Keys).WrappedBy);
        }
    }
}
