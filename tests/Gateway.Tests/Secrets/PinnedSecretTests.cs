using Gateway.Tests.Support;
using OpenClaw.Tenancy.Samples.Gateway.Demo;

namespace Gateway.Tests.Secrets;

/// <summary>The credentials that a pinned host grants are those of its tenant, whatever else lies in its data.</summary>
public sealed class PinnedSecretTests
{
    private static readonly string[] OfGlobex = ["GET ", "PUT /of-globex", "POST /of-globex/rotate", "DELETE /of-globex", "DELETE /of-acme"];

    [Fact]
    public async Task A_pinned_host_lists_and_touches_the_secrets_of_its_tenant_alone()
    {
        using var folder = new TemporaryFolder();
        await using (RunningGateway shared = await RunningGateway.StartInAsync(folder.Path))
        {
            await SecretCalls.PutAsync(shared, "acme", "of-acme", "a-value-of-acme");
            await SecretCalls.PutAsync(shared, "globex", "of-globex", "a-value-of-globex");
        }

        await using (RunningGateway pinned = await RunningGateway.StartInAsync(folder.Path, pinned: "acme"))
        {
            Answer listed = await pinned.SendAsync("GET", SecretCalls.Route, pinned.Admin("acme"));
            Assert.Equal(200, listed.Status);
            Assert.Matches("""^\{"secrets":\[\{"name":"of-acme",[^{}]*\}\]\}$""", listed.Body);
            pinned.VaultCalls.Take();
            foreach (string call in OfGlobex)
            {
                string[] parts = call.Split(' ');
                TrailWatch watch = await pinned.WatchAsync();
                Answer answer = await pinned.SendAsync(
                    parts[0], SecretCalls.Route + parts[1], pinned.Admin("globex"), parts[0] is "PUT" or "POST" ? SecretCalls.Body("x") : null);
                Assert.Equal((403, "policy_denied"), (answer.Status, answer.Code));
                Assert.Equal(["policy_denied"], await watch.NewInAsync("globex"));
                Assert.Equal(0, await watch.NewElsewhereAsync("globex"));
            }

            Assert.Empty(pinned.VaultCalls.Take());
        }

        await using RunningGateway again = await RunningGateway.StartInAsync(folder.Path);
        Assert.Contains("\"of-globex\",\"version\":1,", (await again.SendAsync("GET", SecretCalls.Route, again.Admin("globex"))).Body, StringComparison.Ordinal);
    }
}
