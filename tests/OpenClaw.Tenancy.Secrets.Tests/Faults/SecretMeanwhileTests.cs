using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.Secrets.Tests.Memory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Faults;

/// <summary>Another host changes a key in whole before each single call of a host: whoever reads is not refused, and whoever changes is told to come again at most.</summary>
public sealed class SecretMeanwhileTests
{
    private static readonly Dictionary<string, Func<SecretHost, Task<SecretFault>>> Others = new()
    {
        ["data key"] = static async host => (await host.Writer.RotateDataKeyAsync(host.Admin(TestWorld.Acme), CancellationToken.None)).Fault,
        ["wrapping key"] = static async host => (await host.Rewrap.DangerousRewrapAllAsync("a test", CancellationToken.None)).Fault,
        ["value beside"] = static async host => (await host.Put(TestWorld.Acme, "beside", SecretName.From("beside-it"))).Fault,
    };

    public static TheoryData<string, string> Cases { get; } = new(from call in FaultCall.All.Keys from other in Others.Keys where call != FaultCall.First select (call, other));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Change_of_a_key_between_two_steps_refuses_no_reader_and_loses_nothing(string name, string other)
    {
        FaultCall call = FaultCall.All[name];
        for (int at = 1; ; at++)
        {
            await using var world = new FaultWorld(new MemoryUnderTest());
            await world.FillAsync(name);
            world.Intruder.Meanwhile = async () => Assert.Equal(SecretFault.None, await Others[other](world.Clean));
            world.Intruder.At(at, Intrusion.Meanwhile);
            SecretFault answer = await call.Act(world.Host, CancellationToken.None);
            if (!world.Intruder.HasIntruded)
            {
                Assert.Equal(SecretFault.None, answer);
                Assert.InRange(at, 2, 60);
                return;
            }

            Assert.True(answer == SecretFault.None || (answer == SecretFault.Conflict && name == FaultCall.RotateKey && other == "data key"), $"With a change before call {at} the answer is {answer}.");
            string state = await world.Clean.Read(TestWorld.Acme);
            Assert.True(answer == SecretFault.None ? state.EndsWith(call.New, StringComparison.Ordinal) : state == call.Old, $"With a change before call {at} the secret is {state}.");
        }
    }
}
