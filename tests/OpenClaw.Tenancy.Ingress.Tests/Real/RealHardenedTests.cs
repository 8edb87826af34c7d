using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>The configuration that the page on a shared gateway gives keeps the tools of one tenant's agent from the other's: what is offered to its model, and what its model gets that asks for more.</summary>
[Collection(RealPageCollection.Name)]
public sealed class RealHardenedTests
{
    private const string Secret = "what-globex-alone-may-read";

    [Fact]
    public async Task Model_of_one_tenant_gets_no_shell_and_no_file_of_another()
    {
        RealPrograms.SkipWhereAbsent();
        await using ModelServer model = await ModelServer.StartAsync();
        await using RealGateway gateway = await RealGateway.StartWithAsync(Configuration().Replace("http://127.0.0.1:11434", model.Address, StringComparison.Ordinal));
        using FrameClient owner = (await RealShared.OwnerAsync(gateway)).Owner;
        string own = await RealShared.MakeAgentAsync(owner, "acme"), foreign = await RealShared.MakeAgentAsync(owner, "globex");
        await File.WriteAllTextAsync(Path.Combine(own, "own.txt"), "what-acme-may-read");
        await File.WriteAllTextAsync(Path.Combine(foreign, "foreign.txt"), Secret);

        // It shares admin: what a run of the gateway's owner does not get, no other does.
        await using IngressHost host = await RealShared.BeforeAsync(gateway);
        using FrameClient acme = await FrameClient.ConnectAsync(host, PlainDoor.Credential("acme", "operator.admin"), ",\"caps\":[\"exec-approvals\"]");

        Assert.Contains("what-acme-may-read", await AskAsync(model, acme, "read-own", Path.Combine(own, "own.txt")), StringComparison.Ordinal);
        Assert.All(model.Asked, static asked => Assert.Equal(["edit", "read", "write"], Tools(asked)));
        foreach (string path in (string[])[Path.Combine(foreign, "foreign.txt"), Path.Combine("..", Path.GetFileName(foreign), "foreign.txt"), Path.Combine(own, "..", "openclaw.json")])
        {
            string answer = await AskAsync(model, acme, $"read-{Guid.NewGuid():N}", path);
            Assert.DoesNotContain(Secret, answer, StringComparison.Ordinal);
            Assert.DoesNotContain("baseUrl", answer, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("ran canary", await AskAsync(model, acme, "tool-shell", string.Empty), StringComparison.Ordinal);
        Assert.DoesNotContain(acme.Seen, static text => text.Contains("\"event\":\"exec.approval.requested\"", StringComparison.Ordinal));
    }

    // What the page writes between the marks of its here-document.
    private static string Configuration() =>
        Assert.Single(WorkTree.Blocks("docs/how-to/openclaw-shared.md", "bash"), static b => b.Contains("<<'END'", StringComparison.Ordinal)).Split("<<'END'\n")[1].Split("\nEND\n")[0];

    private static string[] Tools(string asked) =>
        [.. JsonDocument.Parse(asked).RootElement.GetProperty("tools").EnumerateArray().Select(static t => t.GetProperty("function").GetProperty("name").GetString()!).Order(StringComparer.Ordinal)];

    // A turn in which the model asks for a tool; gives what the tool answered.
    private static async Task<string> AskAsync(ModelServer model, FrameClient client, string what, string path)
    {
        model.ToRead = path;
        string session = $"agent:main:{what}";
        JsonElement sent = await client.CallAsync("chat.send", $$"""{"sessionKey":"{{session}}","message":"say canary-{{what}}-x","idempotencyKey":"{{what}}"}""");
        Assert.True(sent.GetProperty("ok").GetBoolean(), sent.GetRawText());
        Assert.Equal("final", (await RealCells.EndAsync(client, session)).State);
        return Assert.Single(ModelServer.Results(model.Asked.Last()));
    }
}
