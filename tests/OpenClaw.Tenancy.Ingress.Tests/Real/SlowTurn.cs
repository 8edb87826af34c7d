using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>A turn that is under way until a test lets it end.</summary>
public sealed class SlowTurn
{
    private readonly FrameClient _client;
    private readonly ModelServer _model;

    private SlowTurn(FrameClient client, ModelServer model, string name) => (_client, _model, Name) = (client, model, name);

    /// <summary>The name of the run, and of its session below the agent.</summary>
    public string Name { get; }

    public string Session => $"agent:main:{Name}";

    /// <summary>What is said at its end, and not before.</summary>
    public string LastWords => ModelServer.LastWords(Canary);

    private string Canary => $"canary-slow-{Name}";

    /// <summary>Begins one, and waits until the model speaks.</summary>
    public static async Task<SlowTurn> BeginAsync(FrameClient client, ModelServer model, string name)
    {
        var turn = new SlowTurn(client, model, name);
        await client.OkAsync("chat.send", $$"""{"sessionKey":"{{turn.Session}}","message":"say {{turn.Canary}}","idempotencyKey":"{{name}}"}""");
        await RealCells.SpokenAsync(client);
        return turn;
    }

    /// <summary>Lets the model come to an end.</summary>
    public void LetEnd() => _model.End(Canary);

    /// <summary>Lets it end, and waits until the client that began it is told all of it.</summary>
    public async Task EndAsync(RealGateway gateway)
    {
        LetEnd();
        Assert.Contains(LastWords, await RealCells.FinalAsync(_client, Session, gateway), StringComparison.Ordinal);
    }

    /// <summary>Lets it end, and waits until another client of the tenant finds all of it.</summary>
    public async Task FoundAsync(FrameClient other)
    {
        LetEnd();
        await other.OkAsync("agent.wait", $$"""{"runId":"{{Name}}","timeoutMs":60000}""");
        Assert.Contains(LastWords, (await other.OkAsync("chat.history", $$"""{"sessionKey":"{{Session}}"}""")).GetRawText(), StringComparison.Ordinal);
    }
}
