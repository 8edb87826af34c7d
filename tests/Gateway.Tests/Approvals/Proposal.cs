using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Approvals;

/// <summary>A run of acme that proposed a command and waits.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="Stream">The stream of the chat.</param>
/// <param name="Run">The run.</param>
/// <param name="Id">The approval.</param>
public sealed record Proposal(RunningGateway Gateway, OpenStream Stream, string Run, string Id) : IAsyncDisposable
{
    public const string Command = "rm -r build";

    public string Path => $"/v1/runs/{Run}/approval";

    public static async Task<Proposal> MakeAsync(RunningGateway gateway, string? session = null, string command = Command)
    {
        string named = session is null ? string.Empty : $",\"session_id\":\"{session}\"";
        OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", gateway.Member("acme"), $$"""{"message":"!exec {{command}}","stream":true{{named}}}""");
        string asked = (await stream.NextAsync())!;
        JsonElement happened = JsonDocument.Parse(asked).RootElement;
        Assert.Equal(("tool_use", "exec"), (happened.GetProperty("event").GetString(), happened.GetProperty("name").GetString()));
        JsonElement args = happened.GetProperty("args");
        Assert.Equal(command, args.GetProperty("command").GetString());
        return new Proposal(gateway, stream, happened.GetProperty("id").GetString()!, args.GetProperty("approval_id").GetString()!);
    }

    /// <summary>Somebody else of acme, who may answer.</summary>
    public static string Approver(RunningGateway gateway, string tenant = "acme", string subject = "ann") =>
        gateway.TokenOf(tenant, subject, "operator.read", "operator.approvals");

    public Task<Answer> AnswerAsync(string decision, string? token = null, string? more = null) => Gateway.SendAsync(
        "POST", Path, token ?? Approver(Gateway), $$"""{"approval_id":"{{Id}}","decision":"{{decision}}"{{more}}}""");

    public async Task<string> RunStatusAsync() => (await Gateway.SendAsync("GET", $"/v1/runs/{Run}", Gateway.Member("acme"))).Member("status");

    public async Task<JsonElement> ShownAsync(RunningGateway? gateway = null)
    {
        RunningGateway at = gateway ?? Gateway;
        string listed = (await at.SendAsync("GET", "/api/v1/approvals", Approver(at))).Body;
        return JsonDocument.Parse(listed).RootElement.GetProperty("approvals").EnumerateArray().Single(a => a.GetProperty("id").GetString() == Id);
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
