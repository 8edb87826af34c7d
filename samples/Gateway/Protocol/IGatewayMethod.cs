using System.Text.Json;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>A method of the gateway protocol. Its scope stands in <see cref="MethodTable"/>, and was asked for before it is called.</summary>
public interface IGatewayMethod
{
    string Name { get; }

    /// <summary>Does it, in a scope of the caller's tenant.</summary>
    Task<MethodAnswer> InvokeAsync(IServiceProvider services, JsonElement? parameters, CancellationToken cancellationToken);
}
