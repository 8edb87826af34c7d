using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Chat;

public sealed record ChatRequest(string Message, string? SessionId = null, string? Model = null, bool Stream = false)
{
    private const int MaxModel = 128;

    /// <summary>What the JSON reader cannot see. The grammar of the session's id is the boundary's to judge, where it is looked up.</summary>
    public ChatRequest Checked()
    {
        BadInput.Unless(Message.Length > 0);

        // The one character that not every database keeps.
        BadInput.Unless(!Message.Contains('\0'));
        BadInput.Unless(Model is null || Texts.IsLine(Model, MaxModel));
        return this;
    }
}
