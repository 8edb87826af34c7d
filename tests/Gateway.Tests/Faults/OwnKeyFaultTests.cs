using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Secrets;

namespace Gateway.Tests.Faults;

/// <summary>Each call of the vault and its keys fails once under a chat with the tenant's own key: nothing is sent with another one, or without.</summary>
public sealed class OwnKeyFaultTests(ITestOutputHelper output)
{
    private const string Key = "c4n4ry-key-of-acme";
    private const string Chat = """{"message":"hello"}""";

    [Fact]
    public async Task Call_of_the_vault_that_fails_sends_nothing_and_is_told_as_unavailable()
    {
        var plan = new FaultPlan();
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync();
        await using RunningGateway gateway = await RunningGateway.StartAsync(services =>
        {
            endpoint.For("acme", "globex")(services);
            FaultyCalls.PutBeforeVault(services, plan);

            // So that what wraps the data keys is asked each time too.
            services.Configure<SecretOptions>(static o => o.DataKeyLifetimeInMemory = TimeSpan.Zero);
        });
        await SecretCalls.PutAsync(gateway, "acme", ModelEndpoint.KeyName, Key);
        await SecretCalls.PutAsync(gateway, "globex", ModelEndpoint.KeyName, "key-of-globex");
        int failed = 0;
        while (true)
        {
            await Idle.AsyncOf(gateway);
            plan.FailAt(failed + 1, timesOut: failed % 2 == 0);
            Answer answer = await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), Chat);
            await Idle.AsyncOf(gateway);
            plan.Mend();
            if (plan.Where is not { } where)
            {
                Assert.Equal(200, answer.Status);
                Assert.Equal([$"Bearer {Key}"], endpoint.TakeKeys());
                break;
            }

            failed++;
            Assert.True(answer is { Status: 503, Code: "dependency_unavailable" }, $"{where}: {answer}");
            Assert.Empty(endpoint.TakeKeys());
            foreach (string never in (string[])[Key, "key-of-globex", ModelEndpoint.HostKey, FaultPlan.Secret])
            {
                Assert.DoesNotContain(never, $"{answer}", StringComparison.Ordinal);
            }
        }

        output.WriteLine($"{failed} points");
        Assert.InRange(failed, 4, int.MaxValue);
    }
}
