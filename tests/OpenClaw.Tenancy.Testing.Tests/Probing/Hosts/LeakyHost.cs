using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Testing.Probing;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>A host on a real port, written by hand, with one hole or none.</summary>
public sealed class LeakyHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Door _door;
    private readonly NoteTable _notes = new('n');
    private readonly NoteTable _boards = new('b');

    private LeakyHost(string hole, bool inMemory)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = inMemory ? builder.WebHost.UseTestServer() : builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _door = new Door(hole);
        _app.UseWebSockets();
        var routes = new NoteRoutes(_door, _notes, _boards);
        _app.Use(routes.AnswerOtherMethodsAsync);
        routes.Map(_app);
        _app.MapGet("/ws", new NoteSocket(_door, _notes).AcceptAsync);
    }

    public Uri Address => new(_app.Urls.First());

    public WebApplication App => _app;

    public static async Task<LeakyHost> StartAsync(string hole, bool inMemory = false)
    {
        var host = new LeakyHost(hole, inMemory);
        await host._app.StartAsync();
        return host;
    }

    /// <summary>The host as the probe sees it.</summary>
    /// <param name="over">How it is reached; null over its port.</param>
    /// <param name="around">Where to look alone, with what the owner reads; null everywhere.</param>
    public ProbeSubject Subject(ProbeHost? over = null, string? around = null) => new()
    {
        Host = (over ?? ProbeHost.At(Address)).Mapping(_app.Services),
        Skipped = around is null ? [] : [.. ProbeEndpoint.Of(_app.Services).Select(static e => e.Name).Except([around, "GET /notes", "GET /notes/{id}", "GET /boards/{id}"])],
        Owner = ProbeTenant.Bearer("acme", "of-acme"),
        Stranger = ProbeTenant.Bearer("globex", "of-globex"),
        Kinds =
        [
            ProbeKind.Posted("notes", "/notes", """{"title":"{mark}"}""", "id"),
            ProbeKind.Posted("boards", "/boards", """{"title":"{mark}"}""", "id"),
        ],
        Ended = [ProbeTenant.Bearer("initech", "of-initech"), ProbeTenant.Bearer("acme", "of-acme-revoked")],
        Bodies = new Dictionary<string, string>
        {
            ["POST /copies"] = """{"note_id":"{notes}"}""",
            ["POST /notes/bulk"] = """{"note_ids":["{notes}"]}""",
        },
        Sockets = [new ProbeSocket("/ws") { Frames = [KeyValuePair.Create("read", """{"id":"1","note_id":"{notes}"}""")] }],
        CountRefusalsAsync = _ => Task.FromResult(_door.Records),
        CountCallsAsync = _ => Task.FromResult(_notes.Calls + _boards.Calls),
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
