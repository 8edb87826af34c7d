using Gateway.Tests.Support;

namespace Gateway.Tests.Histories;

/// <summary>Asks the gateway as somebody, holds each answer against the oracle's, and counts what happened.</summary>
internal sealed class Asker(Stage stage, Oracle oracle, Board board)
{
    public RunningGateway Gateway => stage.Gateway;

    public Oracle Oracle => oracle;

    public Board Board => board;

    public Tally Tally { get; } = new();

    public void Know(Credential credential)
    {
        oracle.Credentials.Add(credential);
        board.Add(credential);
    }

    public void Know(KnownSession session)
    {
        oracle.Sessions.Add(session);
        board.Add(session);
    }

    /// <summary>The status is the oracle's, and nothing of another tenant stands anywhere in the answer.</summary>
    public async Task<Answer> AskAsync(Credential who, int expected, string method, string path, string? json = null)
    {
        Answer answer = await Gateway.SendAsync(method, path, who.Text, json);
        Assert.True(answer.Status == expected, $"{who.Kind} of {who.Tenant} ({string.Join(' ', who.Rights)}): {method} {path} {json}: expected {expected}\n{answer}");
        Canary.RequireOwn(who.Tenant, answer.Body);
        if (RefusalOf(who, expected) is { } refusal)
        {
            Tally.Add(refusal);
        }

        return answer;
    }

    // Counted where it is the one cause.
    private Happening? RefusalOf(Credential who, int status) => (status, who.Kind) switch
    {
        (401, CredentialKind.Forged) => Happening.ForgedTokenRefused,
        (401, _) when !oracle.HasEnded(who) && !oracle.IsSuspended(who.Tenant) => who.Kind switch
        {
            CredentialKind.Key => Happening.TakenKeyRefused,
            CredentialKind.Grant => Happening.EndedGrantRefused,
            _ => Happening.TokenOfSuspendedRefused,
        },
        (401, CredentialKind.Key) when oracle.IsSuspended(who.Tenant) && !who.IsDead && !oracle.HasEnded(who) => Happening.KeyOfSuspendedRefused,
        (401, _) when !who.IsDead && !oracle.IsSuspended(who.Tenant) => who.Kind == CredentialKind.Key ? Happening.ExpiredKeyRefused : Happening.ExpiredTokenRefused,
        (403, CredentialKind.Platform) => Happening.PlatformTokenRefused,
        _ => null,
    };
}
