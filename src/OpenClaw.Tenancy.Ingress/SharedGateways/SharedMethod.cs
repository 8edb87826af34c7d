using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>A method of a shared gateway that can be expressed for one tenant.</summary>
/// <param name="Parameters">The shape of what is asked.</param>
/// <param name="Result">The shape of what is answered.</param>
/// <param name="AddsAgent">Whether the agent is always said, so that the gateway looks at no other's before it pages.</param>
/// <param name="Always">What is always said, or null.</param>
internal sealed record SharedMethod(Shape Parameters, Shape Result, bool AddsAgent, JsonElement? Always);
