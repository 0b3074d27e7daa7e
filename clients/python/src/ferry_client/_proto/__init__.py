"""The messages of `ferry.client.v1`, as protoc writes them. Regenerate with generate.sh."""
