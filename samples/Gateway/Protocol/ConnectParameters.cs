using System.Text.Json;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>What a client says when it connects. What it says of itself is shown to nobody and opens nothing.</summary>
public sealed record ConnectParameters(int MinProtocol, int MaxProtocol)
{
    public const int Protocol = 4;
    public const string Operator = "operator";

    public string Role { get; init; } = Operator;

    public string[]? Scopes { get; init; }

    public ConnectCredential? Auth { get; init; }

    public JsonElement? Client { get; init; }

    public JsonElement? Device { get; init; }

    public JsonElement? Caps { get; init; }

    public string? Locale { get; init; }

    public string? UserAgent { get; init; }

    public static ConnectParameters Read(RequestFrame frame)
    {
        BadInput.Unless(frame.Method == "connect");
        ConnectParameters parameters = ProtocolJson.Read<ConnectParameters>(frame.Params);
        BadInput.Unless(parameters.MinProtocol <= Protocol && parameters.MaxProtocol >= Protocol && parameters.Role == Operator);
        BadInput.Unless(parameters.Scopes is null || Array.TrueForAll(parameters.Scopes, static s => s is not null));
        return parameters;
    }
}
