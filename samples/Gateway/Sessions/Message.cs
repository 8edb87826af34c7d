namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

public sealed record Message(string Role, string Content, DateTimeOffset CreatedAt, string RunId)
{
    public const string User = "user";
    public const string Assistant = "assistant";
}
