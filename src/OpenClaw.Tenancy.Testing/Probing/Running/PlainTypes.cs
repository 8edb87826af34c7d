namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>The types of parameters in which a text can stand for an id.</summary>
internal static class PlainTypes
{
    internal static bool Has(Type type) =>
        type == typeof(string) || type == typeof(string[]) || (Nullable.GetUnderlyingType(type) ?? type).IsPrimitive || type == typeof(Guid) || type == typeof(Guid?);
}
