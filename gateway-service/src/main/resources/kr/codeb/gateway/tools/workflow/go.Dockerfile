# For a Go application that listens on os.Getenv("PORT"), on all addresses, and answers 2xx at @HEALTH_PATH@. Where package main is
# in a folder of its own, the build ends with that folder, such as ./cmd/server.

FROM golang:1 AS build
WORKDIR /src
COPY go.mod go.sum* ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /app .

FROM gcr.io/distroless/static-debian12:nonroot
ENV PORT=@PORT@
COPY --from=build /app /app
USER 65532
EXPOSE @PORT@
CMD ["/app"]
